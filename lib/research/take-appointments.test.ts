import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import type { EvidencePage } from './evidence-page.ts';
import { takeAppointments } from './take-appointments.ts';

const page = (url: string): EvidencePage => ({
  url,
  title: url,
  snapshot_id: url,
  text: `# ${url}\n\n- Appointment\n`,
  score: 1,
  passages: [],
  ...(url.startsWith('calendar:') && { asked_for: true as const }),
});
const late = page('calendar:work/a?start=2026-12-02T09:00:00.000Z');
const early = page('calendar:work/b?start=2026-12-01T09:00:00.000Z');
const other = page('https://a.example');
const part = (question: string) => ({ question, queries: [question], expects: '' });
const time_range = { from: '2026-11-30', to: '2026-12-06', time_zone: 'UTC', words: 'next week' };
const plan: Plan = { sub_questions: [part('When?')], time_range };

test('appointments are taken whole and in the order of time, and alone where only they are asked for', () => {
  const { appointments, others } = takeAppointments({ plan, pages: [late, other, early] });
  expect(appointments.map(({ url }) => url)).toEqual([early.url, late.url]);
  expect(appointments[0]?.passages).toHaveLength(1);
  expect(others).toEqual([]);
});

test('appointments of an earlier job, which may be of other days, are left out', () => {
  const { asked_for: _, ...recalled } = early;
  const { appointments } = takeAppointments({ plan, pages: [late, recalled] });
  expect(appointments.map(({ url }) => url)).toEqual([late.url]);
});

test('what else is asked is looked for in the other pages', () => {
  const two = { ...plan, sub_questions: [part('When?'), part('Why?')] };
  expect(takeAppointments({ plan: two, pages: [late, other] }).others).toEqual([other]);
});

test('without days in the plan, or without appointments, every page is chosen from', () => {
  const without: Plan = { sub_questions: plan.sub_questions };
  expect(takeAppointments({ plan: without, pages: [late, other] }).others).toEqual([late, other]);
  expect(takeAppointments({ plan, pages: [other] })).toEqual({ appointments: [], others: [other] });
});
