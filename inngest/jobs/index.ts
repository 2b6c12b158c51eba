import type { Config } from '#lib/config.ts';
import type { JobDefinition } from '../define-job.ts';
import { judge } from './judge.ts';
import { research } from './research.ts';
import { stream } from './stream.ts';

/** Every job type that is served. */
export const jobDefinitions: readonly JobDefinition[] = [research, stream, judge];

/** The functions that the engine may call. */
export function functions(config: Pick<Config, 'JOB_MAX_CONCURRENT' | 'JOB_RETRY_ATTEMPTS'>) {
  return jobDefinitions.flatMap((definition) =>
    definition.functions({
      maxConcurrent: config.JOB_MAX_CONCURRENT,
      retryAttempts: config.JOB_RETRY_ATTEMPTS,
    }),
  );
}
