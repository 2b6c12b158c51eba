import { expect, test } from 'vitest';
import { agree } from './agree.ts';
import type { TextComparison } from './compare-texts.ts';

type Better = TextComparison['better'];
const said = (better: Better, correctness: Better = better): TextComparison => {
  const preference = (better: Better) => ({ better, reason: 'Text 1 says more than text 2.' });
  return {
    relevance: preference(better),
    correctness: preference(correctness),
    completeness: preference('tie'),
    ...preference(better),
  };
};

test.each([
  ['first', 'second', 'a'],
  ['second', 'first', 'b'],
  ['tie', 'tie', 'tie'],
  ['first', 'first', 'tie'],
  ['second', 'second', 'tie'],
  ['first', 'tie', 'tie'],
  ['tie', 'first', 'tie'],
] as const)('%s with A first and %s with B first make %s', (aFirst, bFirst, winner) => {
  expect(agree(said(aFirst), said(bFirst)).winner).toBe(winner);
});

test('each criterion is settled by itself', () => {
  const { winner, criteria } = agree(said('first', 'second'), said('second', 'second'));
  expect(winner).toBe('a');
  expect(criteria.relevance.winner).toBe('a');
  expect(criteria.correctness).toEqual({
    winner: 'tie',
    reason: 'The order decided: text B was better with text A first, text A was better with text B first.',
  });
  expect(criteria.completeness.winner).toBe('tie');
});

test('reasons name the texts by their names, whichever came first', () => {
  const { reason, rounds } = agree(said('first'), said('second'));
  expect(reason).toBe('text A says more than text B.');
  expect(rounds).toEqual([
    { first: 'a', winner: 'a', reason: 'text A says more than text B.' },
    { first: 'b', winner: 'a', reason: 'text B says more than text A.' },
  ]);
});
