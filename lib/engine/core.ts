import type { AppCaller } from './call-app.ts';
import type { Database } from './database.ts';
import type { Functions } from './functions.ts';
import type { Log } from './log.ts';

/** What the parts of a running engine share. */
export type Core = {
  database: Database;
  /** Connections for what senders of events wait for, however much else is at work. */
  intake: Database;
  functions: Functions;
  app: AppCaller;
  log: Log;
  /** This process among the engines of the database. */
  processId(): number;
  /** Something may be claimed now. */
  wake(): void;
  /** An event may have to be delivered. */
  deliver(): void;
  /** Something is due after this many milliseconds. */
  wakeAfter(delayMs: number): void;
  /** How long a call to the app may bring nothing. */
  maxSilenceMs: number;
  /** How often in a row a job's call brought only what was stored already. */
  repeats: Map<string, number>;
  /** How often a run's function did not come to a step that it had planned. */
  notMet: Map<string, number>;
  /** Aborts when the engine stops. */
  signal: AbortSignal;
};
