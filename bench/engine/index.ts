import { arq } from './arq.ts';
import { burst } from './burst.ts';
import { depth } from './depth.ts';
import { fairness } from './fairness.ts';
import { fanOut } from './fan-out.ts';
import { latency } from './latency.ts';
import type { Measure } from './measure.ts';
import { priority } from './priority.ts';
import { sleep } from './sleep.ts';
import { steps } from './steps.ts';

/** What the engine bench measures, in the order of its table. */
export const measures: Measure[] = [latency, steps, sleep, burst, fanOut, priority, fairness, depth, arq];
