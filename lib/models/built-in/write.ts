import { z } from 'zod';
import { wordsOf } from '#lib/research/words/index.ts';
import { Plan } from '#lib/schema/plan.ts';
import { Quote } from '#lib/schema/quote.ts';
import { absentNames } from '#lib/text/absent-names.ts';
import { areForeign } from '#lib/text/language.ts';
import { talkOf } from '#lib/text/talk-of.ts';
import { chooseStretches } from './choose-stretches.ts';
import { readParts } from './read-parts.ts';
import { defineTask } from './task.ts';
import { writeAppointments } from './write-appointments.ts';
import { writeReport } from './write-report.ts';

const Input = z.object({
  question: z.string(),
  plan: Plan,
  /** BCP 47 code of the language that our own words stand in. */
  language: z.string().optional(),
  quotes: z.array(Quote),
  /** The texts of the pages that were read: what stands in one of them is not told to be missing. */
  texts: z.array(z.string()).default([]),
});
type Input = z.infer<typeof Input>;

/** Writes a report of quotes only: what answers each part first, then the passages; each sentence with its quote's mark. */
export const write = defineTask({
  name: 'write',
  input: Input,
  answer: (given) => {
    const days = writeAppointments(given);
    const rest = days?.others ?? given.quotes;
    const said = !days || rest.length > 0 ? report({ ...given, quotes: rest }) : '';
    return [days?.list, said].filter(Boolean).join('\n\n');
  },
});

function report({ question, plan, language, quotes, texts }: Input): string {
  const words = wordsOf(language);
  const talk = talkOf(question);
  if (talk) return words.talk[talk];
  const parts = readParts({ question, plan });
  const absent = absentNames(
    parts.flatMap(({ names }) => names),
    [...texts, ...quotes.map(({ title, heading, text }) => [title, ...heading, text].join('\n'))],
  );
  const choice = chooseStretches(quotes, { parts, absent, price: words.price });
  const notes = (plan.respelled ?? []).map(words.respelled);
  if (!choice.findings.includes('answer') && areForeign(quotes, question)) notes.push(words.otherLanguage);
  return [notes.join(' '), writeReport(choice, { parts, words, texts })].filter(Boolean).join('\n\n');
}
