import { expect, test } from 'vitest';
import type { EvidencePage } from './evidence-page.ts';
import { selectPassages } from './select-passages.ts';

function page(url: string, text: string): EvidencePage {
  return { url, title: url, snapshot_id: url, text, score: 0.5, passages: [] };
}
const filler = (topic: string) => `# ${topic}\n\nThe ${topic} is described here in a few plain words.\n`;
const proxy = page(
  'proxy',
  '# Body size\n\nThe request body is buffered up to ten megabytes when a proxy is used.\n\n## Behavior\n\nOnly the first bytes go on.\n',
);
const pages = [
  ...['fonts', 'images', 'scripts', 'styles', 'links', 'forms'].map((topic) => page(topic, filler(topic))),
  proxy,
];
const plan = (...questions: string[]) => ({
  sub_questions: questions.map((question) => ({ question, queries: [question], expects: '' })),
});

test('the page that answers comes first, a short one with all its sections', () => {
  const question = 'How large a request body does the proxy buffer?';
  const [first] = selectPassages({ question, plan: plan(question), pages });
  expect(first?.url).toBe('proxy');
  expect(first?.passages.map(({ heading }) => heading.at(-1))).toEqual(['Body size', 'Behavior']);
  expect(first?.passages[0]?.score).toBe(1);
});

test('passages stand where they say in their page', () => {
  const question = 'How large a request body does the proxy buffer?';
  for (const { text, passages } of selectPassages({ question, plan: plan(question), pages })) {
    for (const { start, end } of passages) expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
  }
});

test('each sub-question gets its best section', () => {
  const parts = ['How large a request body does the proxy buffer?', 'Where are fonts described?'];
  const chosen = selectPassages({ question: parts.join(' '), plan: plan(...parts), pages });
  expect(chosen.map(({ url }) => url)).toEqual(expect.arrayContaining(['proxy', 'fonts']));
});

test('no more pages and passages than asked for', () => {
  const question = 'What is described here in a few plain words?';
  const chosen = selectPassages({ question, plan: plan(question), pages, maxPages: 3, maxPassages: 3 });
  expect(chosen.length).toBeLessThanOrEqual(3);
  expect(chosen.flatMap(({ passages }) => passages).length).toBeLessThanOrEqual(3);
});

test('a page of links alone is never chosen', () => {
  const links = page(
    'links',
    '# Request body and proxy\n\n- Learn about the request body and the proxy buffer\n- See proxy and request body\n',
  );
  const question = 'How large a request body does the proxy buffer?';
  const chosen = selectPassages({ question, plan: plan(question), pages: [links, ...pages] });
  expect(chosen.map(({ url }) => url)).not.toContain('links');
});

test('pages that share no word with the question are not chosen', () => {
  const question = 'Zygote kombucha?';
  expect(selectPassages({ question, plan: plan(question), pages })).toEqual([]);
});

test('the page whose title the question spells out comes first, though its words are common ones', () => {
  const named = page('use cache', '# use cache\n\nIt marks a function as cacheable.\n');
  const others = ['a', 'b'].map((name) =>
    page(name, '# Other\n\nThe cache, the cache and again the cache is described.\n'),
  );
  const question = 'What is use cache?';
  expect(selectPassages({ question, plan: plan(question), pages: [...others, named] })[0]?.url).toBe(
    'use cache',
  );
});

test('a page that is asked for is chosen whatever it says, and others beside it', () => {
  const picture = page('picture', 'Three blue bars stand beside each other.\n');
  const given = [...pages, { ...picture, asked_for: true as const }];
  const question = 'How large a request body does the proxy buffer?';
  const chosen = selectPassages({ question, plan: plan(question), pages: given, maxPages: 1 });
  expect(chosen.map(({ url }) => url).sort()).toEqual(['picture', 'proxy']);
  const strange = 'Was zeigt das Bild?';
  const alone = selectPassages({ question: strange, plan: plan(strange), pages: given });
  expect(alone.map(({ url }) => url)).toEqual(['picture']);
});

test('a follow-up is looked for with the words that it leaves out too, and they weigh less than its own', () => {
  const fonts = page('fonts', '# Fonts\n\nA font is limited to a size on disk.\n');
  const body = page('body', '# Proxy\n\nA request body of the proxy is limited in its size.\n');
  const question = 'What limits its size?';
  const best = (earlier?: string) =>
    selectPassages({ question, plan: plan(question), pages: [fonts, body], earlier })[0]?.url;
  expect(best('proxy request body')).toBe('body');
  expect(best('fonts on disk')).toBe('fonts');
  const asked = 'What is the size limit of a request body in the proxy?';
  const [first] = selectPassages({
    question: asked,
    plan: plan(asked),
    pages: [fonts, body],
    earlier: 'disk',
  });
  expect(first?.url).toBe('body');
});

test('a question without words of its own is answered by what was said before', () => {
  const given = { question: 'Why?', plan: plan('Why?'), pages };
  expect(selectPassages(given)).toEqual([]);
  expect(selectPassages({ ...given, earlier: 'proxy request body' })[0]?.url).toBe('proxy');
});

test('the section that has the words of an error as the question quotes them comes before one with more of its words', () => {
  const error = page(
    'error',
    '# Errors\n\n## Limits\n\nThe server says “too many clients already” where no place is free for clients.\n',
  );
  const other = page(
    'other',
    '# Clients\n\nA server may refuse clients. There are many of them, and some clients are already there.\n',
  );
  const first = (question: string) =>
    selectPassages({ question, plan: plan(question), pages: [other, error] })[0]?.url;
  expect(first('My server refuses clients with too many clients already, why?')).toBe('other');
  expect(first('My server refuses clients with "too many clients already", why?')).toBe('error');
});
