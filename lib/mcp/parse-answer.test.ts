import { expect, test } from 'vitest';
import type { ToolAnswer } from './connection.ts';
import { decodeJson, parseAnswer } from './parse-answer.ts';

const text = (words: string): ToolAnswer => ({ content: [{ type: 'text', text: words }] });
const json = (value: unknown): ToolAnswer => text(JSON.stringify(value));
const shapes = (answer: ToolAnswer, options = {}) =>
  parseAnswer(answer, options).map(({ uri, title, snippet, text }) => [uri, title, snippet, text]);

test.each([
  [[{ title: 'A', url: 'https://a.example', snippet: 's' }], ['https://a.example', 'A', 's', '']],
  [[{ name: 'A', link: 'https://a.example', content: 'c' }], ['https://a.example', 'A', '', 'c']],
  [{ results: [{ headline: 'A', href: 'x:y', text: 'c' }] }, ['x:y', 'A', '', 'c']],
  [{ web: { results: [{ title: 'A', uri: 'u', description: 's' }] } }, ['u', 'A', 's', '']],
  [{ answer: 42, list: [{ title: 'A', body: 'c' }] }, [null, 'A', '', 'c']],
  [{ title: 'A', content: 'c', tags: [{ name: 't' }] }, [null, 'A', '', 'c']],
  [
    { city: 'Ulm', weather: { sky: 'clear', wind: [3, 4] } },
    [null, '', '', 'city: Ulm\nweather:\nsky: clear\nwind: 3, 4'],
  ],
  [['https://a.example/x'], ['https://a.example/x', 'https://a.example/x', '', '']],
  [
    ['one', 'two'],
    [null, '', '', 'one\ntwo'],
  ],
  [42, [null, '', '', '42']],
])('%#: JSON becomes findings by the names that its fields usually have', (value, expected) => {
  expect(shapes(json(value))).toEqual([expected]);
  expect(shapes(json(JSON.stringify(value)))).toEqual([expected]);
  expect(shapes({ content: [], structuredContent: value })).toEqual([expected]);
});

test.each([text(''), text('  \n'), json([]), json({}), json({ results: [] }), json(null), { content: [] }])(
  '%#: an empty answer is no finding',
  (answer) => {
    expect(parseAnswer(answer)).toEqual([]);
  },
);

test.each([
  'No matches found',
  'No results found.',
  'no files found for *.md',
  '0 results',
  'Nothing found\n',
])('“%s” is no finding', (words) => {
  expect(parseAnswer(text(words))).toEqual([]);
  expect(parseAnswer({ content: [], structuredContent: { content: words } })).toEqual([]);
});

test.each(['No matches are sold on trains.', 'No results found.\nTry the archive in Ulm.'])(
  '“%s” is a finding',
  (words) => {
    expect(parseAnswer(text(words))).toHaveLength(1);
  },
);

test('the list of results stands where the operator says', () => {
  const value = { results: [{ title: 'no' }], deep: { list: [{ title: 'yes', text: 'c' }] } };
  expect(shapes(json(value), { results: 'deep.list' })).toEqual([[null, 'yes', '', 'c']]);
  expect(() => parseAnswer(json(value), { results: 'deep.nowhere' })).toThrow('nothing at "deep.nowhere"');
});

test('structured content is taken once, though it stands in the text too', () => {
  const value = { results: [{ title: 'A', text: 'c' }] };
  expect(parseAnswer({ ...json(value), structuredContent: value })).toHaveLength(1);
});

test('links to resources and resources are findings; pictures are not', () => {
  const answer: ToolAnswer = {
    content: [
      { type: 'resource_link', uri: 'demo://1', name: 'One', description: 'The first' },
      { type: 'resource', resource: { uri: 'demo://folder/2', mimeType: 'text/plain', text: 'Two' } },
      { type: 'resource', resource: { uri: 'demo://3', mimeType: 'image/png', blob: 'AAAA' } },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    ],
  };
  expect(shapes(answer)).toEqual([
    ['demo://1', 'One', 'The first', ''],
    ['demo://folder/2', '2', '', 'Two'],
  ]);
});

test('text that begins like JSON and is none is text', () => {
  expect(decodeJson('[draft] A text')).toBe('[draft] A text');
  expect(shapes(text('"Quoted" words'))).toEqual([[null, '', '', '"Quoted" words']]);
});

test('what a tool says of its failure is thrown', () => {
  expect(() => parseAnswer({ isError: true, ...(text('no such file') as object) } as ToolAnswer)).toThrow(
    'it says: no such file',
  );
});

test('a very deep or long answer is bounded', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 5000; depth += 1) deep = { inner: deep };
  expect(parseAnswer({ content: [], structuredContent: deep }).length).toBeLessThanOrEqual(1);
  expect(parseAnswer(json(Array.from({ length: 500 }, () => ({ title: 'a', text: 'b' }))))).toHaveLength(50);
});
