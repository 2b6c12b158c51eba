import type { Plan } from '#lib/schema/plan.ts';
import { subjectWords } from '#lib/text/asking-words.ts';

/** Words that a question about appointments is made of, and none of them stands in the appointments that it means. */
const askingForAppointments =
  /(?<!\p{L})(?:appointments?|calendars?|agenda|diary|meetings?|events?|schedule[ds]?|booked|planned|free|busy|available|next|last|termine?n?|kalender[ns]?|besprechung(?:en)?|welche[nrs]?|was|wann|ist|sind|habe?n?|hatte[nr]?|gibt|steht|stehen|ich|wir|mein(?:e[nrsm]?)?|unsere?[nrsm]?|am|im|in|an|auf|es|der|die|das|für|und)(?!\p{L})/giu;

/**
 * What a question about appointments says beside asking for them and naming days: "When is my dentist appointment next
 * week?" leaves "dentist". Other questions stay as they are.
 */
export function appointmentSubject(question: string, { time_range: range }: Plan): string {
  if (!range) return question;
  const rest = range.words.split(' … ').reduce((left, words) => left.replaceAll(words, ' '), question);
  return subjectWords(rest.replace(askingForAppointments, ' ')).join(' ');
}
