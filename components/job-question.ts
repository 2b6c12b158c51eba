import { type Job, ResearchInput } from '#lib/schema/job.ts';

/** What a job was asked, for its title; its type where its input holds no question. */
export function jobQuestion(job: Job): string {
  const research = ResearchInput.safeParse(job.input_data);
  if (research.success) return research.data.query;
  const prompt = job.input_data.prompt;
  return typeof prompt === 'string' && prompt.trim() !== '' ? prompt : `A ${job.job_type} job`;
}

/** How thoroughly a research job works, or null for other jobs. */
export function jobPreset(job: Job): ResearchInput['preset'] | null {
  const research = ResearchInput.safeParse(job.input_data);
  return research.success ? research.data.preset : null;
}
