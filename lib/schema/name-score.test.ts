import { expect, test } from 'vitest';
import { nameScore } from './name-score.ts';

const [given, none] = [
  { score: 0.6, reason: 'As told.' },
  { score: null, reason: 'Not judged.' },
];

test('one score by itself keeps its name, several are the score of the whole', () => {
  expect(nameScore({ relevance: given, correctness: none, completeness: none })).toBe('relevance');
  expect(nameScore({ relevance: none, correctness: given, completeness: none })).toBe('correctness');
  expect(nameScore({ relevance: given, correctness: given, completeness: none })).toBe('score');
  expect(nameScore({ relevance: none, correctness: none, completeness: none })).toBe('score');
});
