import { expect, test } from 'vitest';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import { type ScriptedPrompt, scriptedModel } from '../scripted-model.ts';
import { compareReports, scoreFacts } from './score-report.ts';

const quote = (number: number, text: string, url: string): Quote => ({
  id: String(number),
  number,
  snapshot_id: url,
  url,
  title: 'Page',
  start: 0,
  end: text.length,
  text,
  heading: [],
  form: 'sentence',
  sub_question: 0,
  score: 1,
});
const quotes = [
  quote(1, 'The tank holds 40 liters.', 'https://one.example/'),
  quote(2, 'It came out in 2019.', 'https://two.example/'),
];
const sentence = (text: string, numbers: number[]) =>
  ({ kind: 'finding', start: 0, end: text.length, text, quotes: numbers }) as const;
const report: Report = {
  markdown: '',
  sentences: [
    sentence('The tank holds 40 liters.', [1]),
    sentence('It came out in 2020.', [2]),
    sentence('It is blue.', [9]),
  ],
  citations: quotes.map(({ number, url }) => ({
    number,
    source_id: 'web',
    snapshot_id: url,
    url,
    title: 'Page',
    quotes: [number],
  })),
  nothing_found: false,
};

/** Supports a claim where its cited words are the same. */
const judge = ({ user }: ScriptedPrompt) => ({
  text: JSON.stringify({
    claims: [...user.matchAll(/claim (\d+): (.*)\n {2}cited: (.*)/g)].map(([, claim, text, cited]) => ({
      claim: Number(claim),
      supported: text === cited,
    })),
  }),
});

test('claims count as valid by what they cite and as supported by what the judge says', async () => {
  const model = scriptedModel({ name: 'judge', answer: judge });
  expect(await scoreFacts({ report, quotes, model })).toEqual({
    claims: 3,
    valid: 2,
    supported: 1,
    effective: 1,
  });
});

const marks = (a: number, b: number) =>
  JSON.stringify(
    Object.fromEntries(
      ['comprehensiveness', 'insight', 'instruction_following', 'readability'].map((name) => [
        name,
        { weight: 0.5, a, b },
      ]),
    ),
  );
const compare = (answer: (prompt: ScriptedPrompt) => { text: string }) =>
  compareReports({
    question: 'What is it?',
    report: 'Long and good.[1](#cite-1)',
    reference: 'Short.',
    model: scriptedModel({ name: 'judge', answer }),
  });

test('a judge who favours the first place says nothing about the reports', async () => {
  const { overall, dimensions } = await compare(() => ({ text: marks(9, 3) }));
  expect(overall).toBe(0.5);
  expect(dimensions.insight).toEqual({ weight: 0.25, report: 6, reference: 6 });
});

test('the better report has the greater share, wherever it stands', async () => {
  const { overall } = await compare(({ user }) => ({
    text: /<a>\nLong/.test(user) ? marks(8, 2) : marks(2, 8),
  }));
  expect(overall).toBeCloseTo(0.8);
});

test('a judge who writes prose first is asked again', async () => {
  let calls = 0;
  const { overall } = await compare(() => {
    calls += 1;
    return { text: calls <= 2 ? 'Both are fine.' : marks(5, 5) };
  });
  expect(overall).toBe(0.5);
  expect(calls).toBe(4);
});
