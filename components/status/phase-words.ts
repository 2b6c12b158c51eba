import type { Phase } from '#lib/schema/job.ts';

/** The stations that a reader sees, in order, with the phases of a job that belong to each. */
export const stations = [
  { id: 'plan', word: 'Plan', phases: ['decompose'] },
  { id: 'search', word: 'Search', phases: ['gather'] },
  { id: 'read', word: 'Read', phases: ['extract'] },
  { id: 'write', word: 'Write', phases: ['synthesize', 'repair'] },
  { id: 'judge', word: 'Judge', phases: ['judge', 'finish'] },
] as const satisfies readonly { id: string; word: string; phases: readonly Phase[] }[];
export type Station = (typeof stations)[number]['id'];

/** Index of the station at which a phase is; -1 before the first. */
export const stationIndex = (phase: string | null): number =>
  stations.findIndex(({ phases }) => (phases as readonly string[]).includes(phase ?? ''));

const doings: Record<Phase, string> = {
  decompose: 'Planning',
  gather: 'Searching',
  extract: 'Reading',
  synthesize: 'Writing',
  judge: 'Judging',
  repair: 'Rewriting',
  finish: 'Finishing',
};

/** What a job in this phase is doing, as one word. */
export const doing = (phase: string | null): string => doings[phase as Phase] ?? 'Starting';
