import type { Mutation } from '../mutation.ts';
import { doors } from './doors.ts';
import { engine } from './engine.ts';
import { evidence } from './evidence.ts';
import { fetchUrl } from './fetch-url.ts';
import { jobs } from './jobs.ts';
import { logStream } from './log-stream.ts';
import { operations } from './operations.ts';
import { owners } from './owners.ts';
import { reading } from './reading.ts';
import { research } from './research.ts';
import { sources } from './sources.ts';
import { steps } from './steps.ts';

/** Every guard that has to be held by a test, by what it guards. */
export const mutations: readonly Mutation[] = [
  ...owners,
  ...jobs,
  ...evidence,
  ...logStream,
  ...steps,
  ...fetchUrl,
  ...reading,
  ...doors,
  ...engine,
  ...research,
  ...sources,
  ...operations,
];
