import type { Plan } from '#lib/schema/plan.ts';
import { isAppointment } from '#lib/schema/source.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import type { EvidencePage } from './evidence-page.ts';

/**
 * Where a plan is about days, the appointments in them, in the order of time and each as a whole: all of them answer,
 * whatever words they share with the question. Those that an earlier job has read may be of other days. `others` are the pages that still have to be chosen from: none where the
 * days are all that is asked.
 */
export function takeAppointments({ plan, pages }: { plan: Plan; pages: readonly EvidencePage[] }): {
  appointments: EvidencePage[];
  others: EvidencePage[];
} {
  const found = plan.time_range ? pages.filter(({ url, asked_for }) => asked_for && isAppointment(url)) : [];
  if (found.length === 0) return { appointments: [], others: [...pages] };
  const inOrder = [...found].sort((left, right) => (startOf(left) < startOf(right) ? -1 : 1));
  const appointments = inOrder.map((page) => ({
    ...page,
    passages: splitPassages(page.text).map((passage) => ({ ...passage, score: 1 })),
  }));
  const isAll = plan.sub_questions.length === 1;
  return { appointments, others: isAll ? [] : pages.filter(({ url }) => !isAppointment(url)) };
}

/** An appointment's address ends with its beginning. */
const startOf = ({ url }: EvidencePage) => url.slice(url.lastIndexOf('?'));
