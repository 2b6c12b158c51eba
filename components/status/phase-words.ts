import type { Station } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job, Phase } from '#lib/schema/job.ts';

/** Index of the station at which a phase is; -1 before the first. */
export const stationIndex = (stations: readonly Station[], phase: string | null): number =>
  stations.findIndex(({ phases }) => (phases as readonly string[]).includes(phase ?? ''));

const doings: Record<Phase, string> = {
  decompose: 'Planning',
  gather: 'Searching',
  extract: 'Reading',
  synthesize: 'Writing',
  judge: 'Judging',
  repair: 'Publishing',
  finish: 'Finishing',
};

/** What a job is doing, as one word. */
export const doing = (job: Pick<Job, 'job_type' | 'phase'>): string =>
  jobTypeOf(job).doings[job.phase as Phase] ?? doings[job.phase as Phase] ?? 'Starting';
