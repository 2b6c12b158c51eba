import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { chooseQuotes, findingsOf } from './choose-quotes.ts';
import { describeNotes } from './describe-task.ts';

const page = (url: string, sentences: readonly string[], from: number) =>
  testQuotes(sentences.join('\n\n'), { url, title: `Title of ${url}`, from });
const texts = (quotes: readonly { text: string }[]) => quotes.map(({ text }) => text);

const standby = page('doc://standby', ['These fail:', 'Other words.', '- Row locks, since they write.'], 1);
const [leadIn, other, item] = standby;
if (!leadIn || !other || !item) throw new Error('there are three quotes');
const gist = 'Row locks fail on a standby';
const finding = [
  { ...leadIn, gist },
  { ...item, gist },
];

test('the quotes of one finding are chosen together, and no page crowds out the others', () => {
  const long = page('doc://long', ['One.', 'Two.', 'Three.', 'Four.'], 10);
  const chosen = chooseQuotes([...long, ...finding, other], 4);
  expect(texts(chosen)).toEqual(['These fail:', 'Other words.', '- Row locks, since they write.', 'One.']);
  expect(texts(chooseQuotes([...long, ...finding], 3))).toEqual([
    'These fail:',
    '- Row locks, since they write.',
    'One.',
  ]);
});

test('they are answered as their pages have them, the page of the best quote first', () => {
  const last = page('doc://best', ['Background.', 'The answer.'], 20).map((quote) => ({
    ...quote,
    score: quote.text === 'The answer.' ? 2 : 0.5,
  }));
  expect(texts(chooseQuotes([...finding, ...last], 9))).toEqual([
    'Background.',
    'The answer.',
    'These fail:',
    '- Row locks, since they write.',
  ]);
});

test('quotes that nobody noted stand alone', () => {
  expect(findingsOf([leadIn, item]).map((quotes) => quotes.length)).toEqual([1, 1]);
});

test('a finding is one line for who plans, with its page: a host of the web, the title of a document', () => {
  const web = { ...other, url: 'https://www.one.example/a', page: { host: 'one.example', kind: 'news' } };
  expect(describeNotes([...finding, web]).split('\n')).toEqual([
    '1, 3. [part 1] Row locks fail on a standby (Title of doc://standby)',
    '2. [part 1] Other words. (one.example, news)',
  ]);
});
