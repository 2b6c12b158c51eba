import { expect, test } from 'vitest';
import type { EvidencePage } from './evidence-page.ts';
import { compareSections } from './near-sections.ts';
import { selectPassages } from './select-passages.ts';

const page = (url: string, text: string): EvidencePage => ({
  url,
  title: url,
  snapshot_id: url,
  text,
  score: 1,
  passages: [],
});
const whole = (of: EvidencePage) => ({ page: of, start: 0, end: of.text.length, heading: [] });

const car = page('garage', 'The automobile is repaired in the workshop; a mechanic changes its brakes.');
const cake = page('kitchen', 'A cake is baked with flour, butter and sugar until it is brown.');
const german = page(
  'werkstatt',
  'Das Auto wird in der Werkstatt repariert, und ein Mechaniker wechselt die Bremsen des Wagens.',
);
const question = 'Who fixes the brakes of a car?';

test('what says it in other words is nearer than what says something else', () => {
  const compare = compareSections([cake, car].map(whole), question);
  const [other = 1, same = 0] = compare?.(question, [1, 1]) ?? [];
  expect(other).toBe(0);
  expect(same).toBeGreaterThan(0.5);
});

test('what lies close together is told apart little', () => {
  const twins = [car, page('garages', `${car.text} Its doors too.`)].map(whole);
  const shares = compareSections(twins, question)?.(question, [1, 1]) ?? [];
  expect(Math.max(...shares)).toBeLessThan(0.5);
});

test('a text in another language stays where its words put it, and so do all for a question in one', () => {
  const compare = compareSections([cake, german, car].map(whole), question);
  expect(compare?.(question, [4, 3, 2])[1]).toBe(0.75);
  expect(compareSections([car].map(whole), 'Wer repariert die Bremsen eines Autos?')).toBeUndefined();
});

test('words that nobody knows bring nothing near', () => {
  expect(compareSections([cake, car].map(whole), question)?.('ꙮ', [2, 1])).toEqual([0, 0]);
});

test('only the best by their words are compared', () => {
  const many = Array.from({ length: 80 }, (_, at) => whole(at === 79 ? car : page(`${at}`, cake.text)));
  const nearnessWhere = (score: number) =>
    compareSections(many, question)?.(
      question,
      many.map((_, at) => (at === 79 ? score : 1)),
    )[79];
  expect(nearnessWhere(0)).toBe(0);
  expect(nearnessWhere(2)).toBeGreaterThan(0.5);
});

test('the section that answers in other words is chosen before one that shares a common word', () => {
  const words = page('car', 'A car park lies behind the house, and a car may stand there on Sundays.');
  const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
  const [first] = selectPassages({ question, plan, pages: [words, car] });
  expect(first?.url).toBe('garage');
});
