import { arq } from './arq.ts';
import { burst } from './burst.ts';
import { depth } from './depth.ts';
import { fairness } from './fairness.ts';
import { fanOut } from './fan-out.ts';
import { history } from './history.ts';
import { latency } from './latency.ts';
import { manyWaits } from './many-waits.ts';
import type { Measure } from './measure.ts';
import { priority } from './priority.ts';
import { sleep } from './sleep.ts';
import { steps } from './steps.ts';
import { wideRun } from './wide-run.ts';

/** What the engine bench measures, in the order of its table. */
export const measures: Measure[] = [latency, steps, sleep, burst, fanOut, priority, fairness, depth, arq];

/** What `--fanout` measures: what must not grow out of hand. */
export const fanoutMeasures: Measure[] = [steps, manyWaits, wideRun, history];
