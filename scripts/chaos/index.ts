import { twoBuilds } from './builds.ts';
import type { Check } from './check.ts';
import { killedBetween, poisonJob } from './crashes.ts';
import { degradedAndTraced } from './degraded.ts';
import { doubledEvents, forgetfulEngine, lostListeners, noConnections } from './engine.ts';
import { twoEngines } from './engines.ts';
import { fullDisk } from './full-disk.ts';
import { killPostgres, killProduct } from './kills.ts';
import { deadConnections, hangingStatements } from './silence.ts';
import { coldStart, oldDatabase } from './starts.ts';
import { stopAndGoOn, wrongClock } from './stops.ts';
import { twoProcesses } from './two.ts';

/** Every way in which the product is troubled, the quicker first. */
export const checks: readonly Check[] = [
  coldStart,
  oldDatabase,
  degradedAndTraced,
  doubledEvents,
  killPostgres,
  killProduct,
  stopAndGoOn,
  lostListeners,
  wrongClock,
  noConnections,
  fullDisk,
  deadConnections,
  hangingStatements,
  twoProcesses,
  twoEngines,
  twoBuilds,
  killedBetween,
  poisonJob,
  forgetfulEngine,
];
