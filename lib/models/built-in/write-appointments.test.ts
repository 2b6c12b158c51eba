import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { write } from './write.ts';

const quote = (number: number, url: string, text: string, form: Quote['form'] = 'item'): Quote => ({
  id: `${number}`,
  number,
  snapshot_id: url,
  url,
  title: url,
  start: number * 100,
  end: number * 100 + text.length,
  text,
  heading: ['Review'],
  form,
  sub_question: 0,
  score: 1,
});
const part = (question: string) => ({ question, queries: [question], expects: '' });
const time_range = { from: '2026-11-30', to: '2026-12-06', time_zone: 'UTC', words: 'next week' };
const question = 'What appointments do I have next week?';
const plan: Plan = { sub_questions: [part(question)], time_range };
const events = [
  quote(2, 'calendar:work/b?start=2', '- Appointment on Tuesday 1 December 2026, 10:00–11:00 (UTC): *Lunch*'),
  quote(1, 'calendar:work/a?start=1', '- Appointment on Monday 30 November 2026, 09:00–10:00 (UTC): Review'),
  quote(3, 'calendar:work/b?start=2', '- Bring a chair.'),
];

test('every appointment is a line with its mark, in order; descriptions are left out', () => {
  const text = write.answer({ question, plan, quotes: events });
  expect(text).toBe(
    '- Appointment on Monday 30 November 2026, 09:00–10:00 (UTC): Review[q1]\n- Appointment on Tuesday 1 December 2026, 10:00–11:00 (UTC): \\*Lunch\\*[q2]',
  );
});

test('where the question names one of them, only that one is written', () => {
  const named = write.answer({ question: 'When do I have lunch next week?', plan, quotes: events });
  expect(named).toMatch(/^- .*Lunch.*\[q2\]$/);
  const nowhere = write.answer({ question: 'When do I meet Ada next week?', plan, quotes: events });
  expect(nowhere.split('\n')).toHaveLength(2);
});

test('what else was asked follows the list', () => {
  const other = quote(4, 'https://a.example', 'Tidal power stations use barrages with turbines.', 'sentence');
  const asked = 'What do tidal power stations use?';
  const text = write.answer({
    question: `${question} ${asked}`,
    plan: { ...plan, sub_questions: [part(question), part(asked)] },
    quotes: [...events, { ...other, sub_question: 1 }],
  });
  expect(text).toMatch(/Review\[q1\]\n- .*\[q2\]\n\n(?:.|\n)*barrages with turbines\.\[q4\]/);
});

test('without days in the plan nothing is written as an appointment', () => {
  const without = { sub_questions: [part('What is a review?')] };
  const text = write.answer({ question: 'What is a review?', plan: without, quotes: [] });
  expect(text).toContain('Nothing was found');
});
