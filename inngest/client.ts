import { Inngest } from 'inngest';

/**
 * The one client of the engine; the SDK reads where the engine is and the keys from the environment. Checkpointing is
 * left to each engine: one that cannot do it is asked for one step at a time.
 */
export const inngest = new Inngest({ id: 'intentui-research' });
