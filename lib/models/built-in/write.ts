import { z } from 'zod';
import { Plan } from '#lib/schema/plan.ts';
import { Quote } from '#lib/schema/quote.ts';
import { lacking, nothingFound } from '../nothing-found.ts';
import { chooseGroups } from './choose-groups.ts';
import { groupQuotes } from './group-quotes.ts';
import { type Part, partsOf, rateGroups } from './rate-groups.ts';
import { defineTask } from './task.ts';
import { writeAppointments } from './write-appointments.ts';
import { writeMarkdown } from './write-markdown.ts';

/** Writes a report of quotes only: a short answer first, then by sub-question; each sentence with its quote's mark. */
export const write = defineTask({
  name: 'write',
  input: z.object({ question: z.string(), plan: Plan, quotes: z.array(Quote) }),
  answer: (given) => {
    const days = writeAppointments(given);
    if (!days) return writeReport(given);
    return days.others.length === 0
      ? days.list
      : `${days.list}\n\n${writeReport({ ...given, quotes: days.others })}`;
  },
});

function writeReport({ question, plan, quotes }: { question: string; plan: Plan; quotes: Quote[] }): string {
  const parts = partsOf({ question, plan, quotes });
  if (parts.every(({ isAnswered }) => !isAnswered)) return nothing(parts);
  return writeMarkdown(chooseGroups(rateGroups(groupQuotes(quotes), parts), parts), parts);
}

function nothing(parts: readonly Part[]): string {
  const missing = [...new Set(parts.flatMap((part) => part.missing))];
  return [nothingFound(), ...(missing.length > 0 ? [lacking(missing)] : [])].join(' ');
}
