import type { AppCaller } from './call-app.ts';
import type { Database } from './database.ts';
import type { Functions } from './functions.ts';
import type { Log } from './log.ts';

/** What the parts of a running engine share. */
export type Core = {
  database: Database;
  functions: Functions;
  app: AppCaller;
  log: Log;
  /** This process among the engines of the database. */
  processId(): number;
  /** Something may be claimed now. */
  wake(): void;
  /** Something is due after this many milliseconds. */
  wakeAfter(delayMs: number): void;
  /** Aborts when the engine stops. */
  signal: AbortSignal;
};
