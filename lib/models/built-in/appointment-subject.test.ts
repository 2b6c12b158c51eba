import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { appointmentSubject } from './appointment-subject.ts';

const plan = (words: string): Plan => ({
  sub_questions: [{ question: 'x', queries: ['x'], expects: '' }],
  time_range: { from: '2026-11-30', to: '2026-12-06', time_zone: 'UTC', words },
});

test.each([
  ['What appointments do I have next week?', 'next week', []],
  ['Do I have a meeting with Ada on Friday?', 'on Friday', ['ada']],
  ['Do I have anything on 2 December?', '2 December', []],
  ['Was habe ich am Donnerstag?', 'am Donnerstag', []],
  ['¿Tengo algo mañana?', 'mañana', []],
  ['我明天有什么事吗？', '明天', []],
  ['When is my dentist appointment?', 'the next 30 days', ['dentist']],
  ['My meetings between Monday and Wednesday', 'between Monday … and Wednesday', []],
  ['Welche Termine habe ich nächste Woche?', 'nächste Woche', []],
])('%s, without asking for appointments and days, says %#', (question, words, left) => {
  expect(tokenize(appointmentSubject(question, plan(words)))).toEqual(left);
});

test('a question about something else stays as it is', () => {
  const question = 'What is an event in Inngest?';
  expect(appointmentSubject(question, { sub_questions: [] })).toBe(question);
});
