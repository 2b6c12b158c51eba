import { JudgeInput } from '#lib/job-types/judge/schema.ts';
import type { Job } from '#lib/schema/job.ts';
import { withoutCitationMarks } from '#lib/schema/report.ts';

export type JudgedTexts = { text: string } | { a: string; b: string };

/** The texts that a judge job was given, as they are judged: one, or two to compare; null for another job. */
export function readJudgedTexts({
  job_type,
  input_data,
}: Pick<Job, 'job_type' | 'input_data'>): JudgedTexts | null {
  const { data } = JudgeInput.safeParse(input_data);
  if (job_type !== 'judge' || !data) return null;
  // Marks of another job's citations would open nothing here; the judge leaves them out as well.
  if (data.text !== undefined) return { text: withoutCitationMarks(data.text) };
  return { a: withoutCitationMarks(data.text_a ?? ''), b: withoutCitationMarks(data.text_b ?? '') };
}
