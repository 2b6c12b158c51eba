import { expect, test } from 'vitest';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

const text = '# Harbours\n\nThe harbour of Emden was dredged in 1907 by two ships.\n';
const task = {
  question: 'Which harbour was dredged in 1907?',
  effort: { breadth: 1, grow: 0, depth: 1, pages: 5 },
  sourceIds: null,
};
const told = 'is long: only its beginning was read.';

test('a page of which only the beginning was kept says so in the log and in the report', async () => {
  const page = { url: 'https://a.example/harbours', title: 'Harbours *of* the north', text };
  const cut = { ...page, about: { cut_from: 700_000 } };
  const { events, found, report } = await researchInMemory(task, { sources: [pageSource([cut])] });
  expect(events).toContainEqual(expect.objectContaining({ type: 'source-read', cut_from: 700_000 }));
  expect(found).toMatchObject([{ cut_from: 700_000 }]);
  expect(report.markdown).toContain(`“Harbours \\*of\\* the north” ${told}`);
  const note = report.sentences.find(({ text }) => text.endsWith(told));
  expect(note).toMatchObject({ kind: 'note', quotes: [] });
  expect(report.markdown.slice(note?.start, note?.end)).toBe(note?.text);

  const whole = await researchInMemory(task, { sources: [pageSource([page])] });
  expect(whole.report.markdown).not.toContain(told);
});

test('where nothing was found, the pages that were not read to their end are named', async () => {
  const cut = { url: 'https://a.example/trains', title: 'Trains', text: '# Trains\n\nTrains run.\n' };
  const { report } = await researchInMemory(
    { ...task, question: 'How often does the ferry to Borkum run?' },
    { sources: [pageSource([{ ...cut, about: { cut_from: 700_000 } }])] },
  );
  expect(report.nothing_found).toBe(true);
  expect(report.markdown).toContain(`“Trains” ${told}`);
});
