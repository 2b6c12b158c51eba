import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import type { SearchSource, Suits } from './ports.ts';
import { queriesFor } from './queries-for.ts';

const part = (question: string) => ({ question, queries: [`${question} 1`, `${question} 2`], expects: '' });
const plan: Plan = { sub_questions: [part('tides'), part('code'), part('perhaps')] };
const searches = plan.sub_questions.map(({ queries }, sub_question) => ({ sub_question, queries }));
const source = (suits?: Suits): SearchSource => ({
  id: 'x',
  name: 'X',
  suits,
  search: async () => [],
  read: () => Promise.reject(new Error('not read')),
});
const special = source({
  goodFor: 'code',
  rule: (question) => (question.includes('code') ? 'yes' : question.includes('perhaps') ? 'maybe' : 'no'),
});
const first = { plan, searches, isFirst: true, isChosen: false };
const told = (one: SearchSource, given: Partial<typeof first> = {}) =>
  queriesFor(one, { ...first, ...given }).map(({ query }) => query);

test('a source for every question is asked all, first queries first', () => {
  expect(told(source())).toEqual(['tides 1', 'code 1', 'perhaps 1', 'tides 2', 'code 2', 'perhaps 2']);
});

test('by its rule a source is asked about what it suits', () => {
  expect(told(special)).toEqual(['code 1', 'code 2']);
  expect(told(special, { isFirst: false })).toEqual(['code 1', 'code 2']);
});

test('where it may suit, one query of the first round shows', () => {
  const given = { searches: searches.filter(({ sub_question }) => sub_question !== 1) };
  expect(told(special, given)).toEqual(['perhaps 1']);
  expect(told(special, { ...given, isFirst: false })).toEqual([]);
  expect(told(special, { searches: searches.slice(0, 1) })).toEqual([]);
});

test('what a planner chose goes before the rule; who names special sources alone has chosen', () => {
  expect(told(special, { plan: { ...plan, sources: ['x'] } })).toHaveLength(6);
  expect(told(special, { plan: { ...plan, sources: [] } })).toEqual([]);
  expect(told(special, { plan: { ...plan, sources: null } })).toEqual(['code 1', 'code 2']);
  expect(told(special, { isChosen: true, plan: { ...plan, sources: [] } })).toHaveLength(6);
});

test('appointments are asked for once, and only where days are asked for', () => {
  const range = { from: '2026-01-01', to: '2026-01-02', time_zone: 'UTC', words: 'then' };
  expect(told(source('times'))).toEqual([]);
  expect(told(source('times'), { plan: { ...plan, time_range: range } })).toEqual(['tides 1']);
});
