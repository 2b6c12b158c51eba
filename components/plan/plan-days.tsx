import type { Plan } from '#lib/schema/plan.ts';
import { describeDays } from './describe-days.ts';

/** Which days a plan about appointments looks at; nothing for other plans. */
export function PlanDays({ plan }: { plan: Plan }) {
  if (!plan.time_range) return null;
  return <p className="py-2 text-sm text-ink-2">Appointments: {describeDays(plan.time_range)}</p>;
}
