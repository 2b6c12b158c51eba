import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { isAppointment } from '#lib/schema/source.ts';
import { escapeMarkdown } from '#lib/text/escape-markdown.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { appointmentSubject } from './appointment-subject.ts';

/**
 * The appointments among the quotes as a list, in their order, each with its mark; `others` are the quotes that are
 * left. Where the days are all that is asked and the question names something that stands in some appointments ("When is
 * my dentist appointment?"), only these. Null where the plan is not about days, or the calendar has answered nothing.
 */
export function writeAppointments({
  question,
  plan,
  quotes,
}: {
  question: string;
  plan: Plan;
  quotes: readonly Quote[];
}): { list: string; others: Quote[] } | null {
  if (!plan.time_range) return null;
  const known = new Set<string>();
  const lines = [...quotes]
    .sort((left, right) => left.number - right.number)
    .filter(({ url, form }) => {
      // The first item of an appointment's page says when and where; what follows is its description.
      if (!isAppointment(url) || form !== 'item' || known.has(url)) return false;
      known.add(url);
      return true;
    });
  if (lines.length === 0) return null;
  const meant =
    plan.sub_questions.length === 1 ? mentioning(appointmentSubject(question, plan), quotes) : undefined;
  const list = (meant ? lines.filter(({ url }) => meant.has(url)) : lines)
    .map(({ text, number }) => `${escapeMarkdown(text)}[q${number}]`)
    .join('\n');
  return { list, others: quotes.filter(({ url }) => !isAppointment(url)) };
}

/** The appointments in which a word of the text stands; undefined when there are none. */
function mentioning(text: string, quotes: readonly Quote[]): Set<string> | undefined {
  const words = new Set(tokenize(text));
  const found = quotes.filter(
    ({ url, title, text }) =>
      isAppointment(url) && tokenize(`${title}\n${text}`).some((word) => words.has(word)),
  );
  return found.length > 0 ? new Set(found.map(({ url }) => url)) : undefined;
}
