import { expect, test } from 'vitest';
import { JudgeInput } from './schema.ts';

const faults = (input: unknown) =>
  JudgeInput.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each([
  { text: 'So it is.' },
  {
    text: 'So it is.',
    question: 'Is it?',
    sources: [{ title: 'A', text: 'It is.' }, { url: 'https://example.org/a?b#c' }],
  },
  { text_a: 'One.', text_b: 'Two.' },
])('takes %j', (input) => expect(JudgeInput.parse(input)).toEqual(input));

test.each([
  ['nothing', {}, /text: Give either text, or both/],
  ['half a pair', { text_a: 'One.' }, /Give either text/],
  ['a text and a pair', { text: 'a', text_a: 'a', text_b: 'b' }, /Give either text/],
  ['blanks', { text: ' ' }, /text: Write something/],
  ['an empty source', { text: 'a', sources: [{ text: ' ' }] }, /sources\.0\.text: The source is empty/],
  [
    'a source that is both',
    { text: 'a', sources: [{ text: 'b', url: 'https://a.example' }] },
    /sources\.0: Give either/,
  ],
  ['a source that is neither', { text: 'a', sources: [{ title: 'b' }] }, /sources\.0: Give text or url/],
  [
    'a page with a title',
    { text: 'a', sources: [{ title: 'b', url: 'https://a.example' }] },
    /sources\.0\.title/,
  ],
  [
    'an address of another kind',
    { text: 'a', sources: [{ url: 'file:///etc/passwd' }] },
    /sources\.0\.url: An http or https/,
  ],
  ['no sources in the list', { text: 'a', sources: [] }, /sources: /],
  ['21 sources', { text: 'a', sources: Array.from({ length: 21 }, () => ({ text: 'b' })) }, /sources: /],
  ['a text of 40,001 characters', { text: 'a'.repeat(40_001) }, /text: /],
  ['an unknown field', { text: 'a', model: 'b' }, /model/],
])('refuses %s and says which field', (_, input, fault) => {
  expect(faults(input)?.join('; ')).toMatch(fault);
});
