import { doing } from '#components/status/phase-words.ts';
import { statusLooks } from '#components/status/status-label.tsx';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import type { Job } from '#lib/schema/job.ts';

const longest = 120;

/** Where a job stands, in a word or two. */
export const stateOfJob = (job: Pick<Job, 'job_type' | 'status' | 'phase'>): string =>
  job.status === 'in_progress' ? doing(job) : statusLooks[job.status].word;

/** What a browser tab says of a job: where it stands, then what it was asked. */
export const titleOfJob = (job: Job): string => `${stateOfJob(job)}: ${jobQuestion(job).slice(0, longest)}`;
