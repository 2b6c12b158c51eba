import type { JobType } from './job-type.ts';
import { judge } from './judge/descriptor.ts';
import { research } from './research/descriptor.ts';
import { stream } from './stream/descriptor.ts';

/** Every job type, in the order in which people are told of them. */
export const jobTypes: readonly JobType[] = [research, stream, judge];
