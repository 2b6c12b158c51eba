import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { isAppointment } from '#lib/schema/source.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/**
 * The appointments among the quotes as a list, in their order, each with its mark; `others` are the quotes that are
 * left. Null where the plan is not about days, or the calendar has answered nothing.
 */
export function writeAppointments({
  plan,
  quotes,
}: {
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
  const list = lines.map(({ text, number }) => `${escapeMarkdown(text)}[q${number}]`).join('\n');
  return { list, others: quotes.filter(({ url }) => !isAppointment(url)) };
}
