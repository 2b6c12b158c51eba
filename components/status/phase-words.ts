import type { Job, JobType, Phase } from '#lib/schema/job.ts';

/** A station that a reader sees, with the phases of a job that belong to it. */
export type Station = {
  id: 'plan' | 'search' | 'read' | 'write' | 'judge' | 'prepare' | 'match';
  word: string;
  phases: readonly Phase[];
};

/** The stations of each job type, in order. */
export const stations: Record<JobType, readonly Station[]> = {
  research: [
    { id: 'plan', word: 'Plan', phases: ['decompose'] },
    { id: 'search', word: 'Search', phases: ['gather'] },
    { id: 'read', word: 'Read', phases: ['extract'] },
    { id: 'write', word: 'Write', phases: ['synthesize', 'repair'] },
    { id: 'judge', word: 'Judge', phases: ['judge', 'finish'] },
  ],
  stream: [
    { id: 'prepare', word: 'Prepare', phases: ['decompose', 'gather', 'extract'] },
    { id: 'write', word: 'Write', phases: ['synthesize', 'repair', 'judge', 'finish'] },
  ],
  judge: [
    { id: 'read', word: 'Read', phases: ['decompose', 'gather'] },
    { id: 'match', word: 'Match', phases: ['extract'] },
    { id: 'judge', word: 'Judge', phases: ['synthesize', 'repair', 'judge', 'finish'] },
  ],
};

/** Index of the station at which a phase is; -1 before the first. */
export const stationIndex = (type: JobType, phase: string | null): number =>
  stations[type].findIndex(({ phases }) => (phases as readonly string[]).includes(phase ?? ''));

const doings: Record<Phase, string> = {
  decompose: 'Planning',
  gather: 'Searching',
  extract: 'Reading',
  synthesize: 'Writing',
  judge: 'Judging',
  repair: 'Rewriting',
  finish: 'Finishing',
};
const otherDoings: Partial<Record<JobType, Partial<Record<Phase, string>>>> = {
  stream: { decompose: 'Preparing' },
  judge: { gather: 'Reading', extract: 'Matching' },
};

/** What a job is doing, as one word. */
export const doing = ({ job_type, phase }: Pick<Job, 'job_type' | 'phase'>): string =>
  otherDoings[job_type]?.[phase as Phase] ?? doings[phase as Phase] ?? 'Starting';
