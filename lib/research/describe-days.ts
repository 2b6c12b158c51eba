import type { Plan } from '#lib/schema/plan.ts';

/** Which days a plan is about as a model reads it, after an empty line; nothing for other plans. */
export function describeDays({ time_range: range }: Plan): string {
  // Where a source was asked whether it has something about it, the question is not about days.
  if (!range || range.about !== undefined) return '';
  return `\n\nThe days that it is about: ${range.from} to ${range.to}, both included, in the time zone ${range.time_zone}.`;
}
