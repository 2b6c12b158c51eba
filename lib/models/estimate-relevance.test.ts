import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { readParts } from './built-in/read-parts.ts';
import { chanceOfAnswer, estimateRelevance, leastChance } from './estimate-relevance.ts';

function chance(question: string, text: string, title = 'Page'): number {
  const parts = readParts({ question, plan: { sub_questions: [{ question, queries: ['q'], expects: '' }] } });
  return chanceOfAnswer(question, { parts, quotes: testQuotes(text, { title }) }) ?? Number.NaN;
}

test('the nearer a quote is in meaning, the likelier it answers, though it shares no more words', () => {
  const question = 'Who pays for the cleaning?';
  const [answers, shares, far] = [
    'The landlord pays a company that cleans the stairs.',
    'The cleaning takes place on Mondays.',
    'Dogs are kept on a lead.',
  ].map((text) => chance(question, text));
  expect(answers).toBeGreaterThan(shares as number);
  expect(shares).toBeGreaterThan(far as number);
  expect(far).toBeLessThan(leastChance.closest);
});

test('a row or a line with the code or the name that was asked for answers, though vectors do not know it', () => {
  const stock = '| Code | Item | Stock |\n| --- | --- | --- |\n| ZX-1021 | Part 21 | 777 |\n';
  expect(chance('What is the stock of ZX-1021?', stock)).toBeGreaterThanOrEqual(leastChance.answer);
  const hours = '## Desk opening hours\n\n- Monday: 09:00\n- Tuesday: 13:00\n';
  expect(chance('When is the desk open on Tuesday?', hours)).toBeGreaterThanOrEqual(leastChance.answer);
});

test('a name that the quotes do not have makes an answer less likely', () => {
  const text = 'Add a user with a password on the server by calling htpasswd.';
  const [named, plain] = ['an Oracle', 'a'].map((server) =>
    chance(`How do I add a user with a password on ${server} server?`, text),
  );
  expect(named).toBeLessThan((plain as number) - 0.1);
});

test('of a question in another language, and of no quotes, nothing is told', () => {
  expect(chance('Wer bezahlt die Reinigung des Treppenhauses?', 'The landlord pays for it.')).toBeNaN();
  expect(estimateRelevance('Who pays?', { parts: [], quotes: [] })).toBeNull();
});
