import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ResearchDraft } from './draft.ts';
import { SearchLimits } from './search-limits.tsx';

const shown = (draft: Partial<ResearchDraft>) =>
  renderToStaticMarkup(<SearchLimits draft={ResearchDraft.parse(draft)} onChange={() => {}} />);

test('each field has its label, and all are folded away while nothing stands there', () => {
  const html = shown({});
  const ids = [...html.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['after', 'before', 'language', 'onlySites', 'notSites']);
  for (const id of ids) expect(html).toContain(`for="${id}"`);
  expect(html).not.toContain('open=""');
  expect(shown({ onlySites: 'a.example' })).toContain('open=""');
});
