import { Inngest } from 'inngest';
import { createLog } from '#lib/log.ts';
import { runtimeIfSet } from '#lib/server/runtime.ts';
import { createSdkLog } from './sdk-log.ts';

/**
 * The one client of the engine; the SDK reads where the engine is and the keys from the environment. Checkpointing is
 * left to each engine: one that cannot do it is asked for one step at a time.
 */
export const inngest = new Inngest({
  id: 'intentui-research',
  logger: createSdkLog(() => createLog('inngest', runtimeIfSet()?.config.LOG_LEVEL)),
});
