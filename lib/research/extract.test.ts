import { expect, test } from 'vitest';
import { splitPassages } from '#lib/text/split-passages.ts';
import type { EvidencePage } from './evidence-page.ts';
import { extract } from './extract.ts';
import { verifyQuote } from './verify-quote.ts';

const text = `# Body size

By default, the maximum body size is 10MB. It can be raised.

When the body is larger:

- only the first bytes are kept
- a warning is logged

\`\`\`ts filename="next.config.ts"
const limit = '20mb';
\`\`\`

## Related

- Learn more about proxies
`;

function page(over: Partial<EvidencePage> = {}): EvidencePage {
  const passages = splitPassages(text).map((section, index) => ({ ...section, score: 1 - index / 10 }));
  return { url: 'doc://body', title: 'Body size', snapshot_id: 's1', text, score: 1, passages, ...over };
}
const plan = (...questions: string[]) => ({
  sub_questions: questions.map((question) => ({ question, queries: [question], expects: '' })),
});

test('quotes are verbatim at their offsets, numbered in order, with form and heading', () => {
  const quotes = extract({ plan: plan('What is the maximum body size?'), pages: [page()] });
  expect(quotes.map(({ number }) => number)).toEqual(quotes.map((_, index) => index + 1));
  expect(quotes.every((quote) => verifyQuote(quote, text))).toBe(true);
  expect(quotes.map(({ form }) => form)).toEqual([
    'sentence',
    'sentence',
    'sentence',
    'item',
    'item',
    'code',
  ]);
  expect(quotes[0]).toMatchObject({ url: 'doc://body', snapshot_id: 's1', heading: ['Body size'] });
});

test('what takes up the question scores above what does not', () => {
  const quotes = extract({ plan: plan('What is the maximum body size by default?'), pages: [page()] });
  const best = quotes.reduce((a, b) => (b.score > a.score ? b : a));
  expect(best.text).toBe('By default, the maximum body size is 10MB.');
});

test('each quote goes to the sub-question that it answers best', () => {
  const quotes = extract({
    plan: plan('What is the maximum size?', 'Is a warning logged?'),
    pages: [page()],
  });
  const sub = (start: string) => quotes.find((quote) => quote.text.startsWith(start))?.sub_question;
  expect(sub('By default')).toBe(0);
  expect(sub('- a warning')).toBe(1);
});

test('links to other pages are no quotes', () => {
  const quotes = extract({ plan: plan('What is a proxy?'), pages: [page()] });
  expect(quotes.some((quote) => quote.text.includes('Learn more'))).toBe(false);
});

test('a lead-in whose list was dropped is dropped with it', () => {
  const links = '# Proxy\n\nRead on:\n\n- Learn more about proxies\n- See the guide\n';
  const passages = splitPassages(links).map((section) => ({ ...section, score: 1 }));
  expect(extract({ plan: plan('What is a proxy?'), pages: [page({ text: links, passages })] })).toEqual([]);
});

test('of a passage for which there is no room the best quotes stay, and a better passage stays whole', () => {
  const lamps = Array.from({ length: 5 }, (_, at) => `Lamp ${at} is lit at dusk.`);
  const two = `# One\n\n${lamps.join(' ')} The bell rings twice in fog.\n\n# Two\n\n${lamps.join(' ').replaceAll('Lamp', 'Lantern')}\n`;
  const passages = splitPassages(two).map((section, index) => ({ ...section, score: index + 1 }));
  const quotes = extract({
    plan: plan('How often does the bell ring in fog?'),
    pages: [page({ text: two, passages })],
    maxQuotes: 6,
  });
  const [ofWeaker, ofBetter] = ['One', 'Two'].map((name) =>
    quotes.filter(({ heading }) => heading[0] === name),
  );
  expect(ofBetter).toHaveLength(5);
  expect(ofWeaker).toHaveLength(3);
  expect(ofWeaker?.map(({ text }) => text)).toContain('The bell rings twice in fog.');
});

test('an offset outside the text gives no quote', () => {
  const passages = [{ start: 100_000, end: 100_010, heading: [], score: 1 }];
  expect(extract({ plan: plan('What?'), pages: [page({ passages })] })).toEqual([]);
});

test('verifyQuote accepts the exact words and nothing else', () => {
  const start = text.indexOf('10MB');
  expect(verifyQuote({ start, end: start + 4, text: '10MB' }, text)).toBe(true);
  expect(verifyQuote({ start, end: start + 4, text: '10mb' }, text)).toBe(false);
  expect(verifyQuote({ start: start + 1, end: start + 5, text: '10MB' }, text)).toBe(false);
  expect(verifyQuote({ start, end: start, text: '' }, text)).toBe(false);
});

test.each([
  ['code', '```\nopen + shut\n```'],
  ['a table', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
])('a sentence that goes on behind %s is quoted in neither half', (_, between) => {
  const quoted = (text: string) =>
    extract({
      plan: plan('What does the expression give?'),
      pages: [page({ text, passages: splitPassages(text).map((section) => ({ ...section, score: 1 })) })],
    })
      .filter(({ form }) => form === 'sentence')
      .map(({ text }) => text);
  expect(quoted(`Valves differ. The expression\n\n${between}\n\ngives an error. It stops.\n`)).toEqual([
    'Valves differ.',
    'It stops.',
  ]);
  expect(quoted(`The expression ends.\n\n${between}\n\ncurl gives an error.\n`)).toHaveLength(2);
  expect(quoted(`The expression is equivalent to\n\n${between}\n\nIt gives an error.\n`)).toHaveLength(2);
});

test('so is one that lines stand in; notes without full stops are no such halves', () => {
  const quoted = (text: string) =>
    extract({
      plan: plan('What does the pump show?'),
      pages: [page({ text, passages: splitPassages(text).map((section) => ({ ...section, score: 1 })) })],
    }).map(({ text }) => text);
  expect(
    quoted('The pump shows\n\nThe valve is open\nThe motor runs\n\nif all is well. It stops.\n'),
  ).toEqual(['The valve is open\nThe motor runs', 'It stops.']);
  expect(
    quoted('What the pump shows on Sunday\n\nvalve open and motor on\n\nlight red and green\n'),
  ).toHaveLength(3);
});

test('an item ends before the sentence that only leads elsewhere', () => {
  const words = '# Pumps\n\n- The pump starts by itself. Learn more about pumps\n- It stops at night.\n';
  const passages = splitPassages(words).map((section) => ({ ...section, score: 1 }));
  const quotes = extract({
    plan: plan('When does the pump start?'),
    pages: [page({ text: words, passages })],
  });
  expect(quotes.map(({ text }) => text)).toEqual(['- The pump starts by itself.', '- It stops at night.']);
  expect(quotes.every((quote) => verifyQuote(quote, words))).toBe(true);
});
