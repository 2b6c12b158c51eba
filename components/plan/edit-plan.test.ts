import { expect, test } from 'vitest';
import { Plan } from '#lib/schema/plan.ts';
import { describeChanges, movePart, type PlanPart, toParts, toPlan } from './edit-plan.ts';

const plan: Plan = {
  sub_questions: [
    { question: 'How fast?', queries: ['speed', 'latency'], expects: 'a figure' },
    { question: 'How dear?', queries: ['price'], expects: 'a sum' },
  ],
};
const parts = toParts(plan);
const [fast, dear] = parts as [PlanPart, PlanPart];
const added: PlanPart = { key: 'new-1', from: null, question: 'How safe?', queries: '' };

test('a plan that nobody touched is the plan that was made, and has no changes', () => {
  expect(toPlan(parts, plan)).toEqual({ plan });
  expect(describeChanges(parts, plan)).toEqual([]);
});

test('searches stand one a line; a question without any is searched by its own words', () => {
  const edited = [{ ...fast, queries: ' speed \n\nthroughput\nspeed' }, added];
  expect(toPlan(edited, plan)).toEqual({
    plan: {
      sub_questions: [
        { question: 'How fast?', queries: ['speed', 'throughput'], expects: 'a figure' },
        { question: 'How safe?', queries: ['How safe?'], expects: '' },
      ],
    },
  });
});

test('the days that a plan is about stay, however it is edited', () => {
  const time_range = { from: '2026-11-30', to: '2026-12-06', time_zone: 'UTC', words: 'next week' };
  const edited = [{ ...fast, question: 'How slow?' }];
  expect(toPlan(edited, { ...plan, time_range })).toMatchObject({ plan: { time_range } });
});

test('what would count as an answer goes with the words that it was said of', () => {
  const answer = toPlan([{ ...fast, question: 'How slow?' }], plan);
  expect(answer).toMatchObject({ plan: { sub_questions: [{ expects: '' }] } });
});

test('a part without words is left out, and one question at least has to stay', () => {
  expect(toPlan([{ ...fast, question: ' ' }, dear], plan)).toMatchObject({
    plan: { sub_questions: [{ question: 'How dear?' }] },
  });
  expect(toPlan([{ ...fast, question: '' }], plan)).toEqual({ fault: 'Keep at least one question.' });
});

test.each<[Partial<PlanPart>, string]>([
  [{ queries: '1\n2\n3\n4\n5\n6' }, 'Question 1: at most 5 searches.'],
  [{ question: 'x'.repeat(1001) }, 'Question 1: at most 1,000 characters.'],
  [{ queries: 'x'.repeat(1001) }, 'Question 1: a search has at most 1,000 characters.'],
])('what the server would refuse is said before: %#', (change, fault) => {
  expect(toPlan([{ ...fast, ...change }], plan)).toEqual({ fault });
});

test('what passes is what the contract takes', () => {
  const answer = toPlan([...parts, added], plan);
  expect('plan' in answer && Plan.safeParse(answer.plan).success).toBe(true);
});

test('parts move up and down and stay within the list', () => {
  expect(movePart(parts, { key: dear.key, by: -1 })).toEqual([dear, fast]);
  expect(movePart(parts, { key: fast.key, by: -1 })).toEqual(parts);
  expect(movePart(parts, { key: dear.key, by: 1 })).toEqual(parts);
});

test('changes are told in words', () => {
  expect(describeChanges([dear, fast], plan)).toEqual(['order changed']);
  expect(describeChanges([{ ...fast, queries: 'speed' }, dear, added], plan)).toEqual([
    'question 1 edited',
    'question 3 added',
  ]);
  expect(describeChanges([dear], plan)).toEqual(['1 question removed']);
});
