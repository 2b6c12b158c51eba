import { invokeFunction } from './invoke-function.ts';
import type { Opcode } from './opcode.ts';
import { runComplete } from './run-complete.ts';
import { sleep } from './sleep.ts';
import { stepError } from './step-error.ts';
import { stepFailed } from './step-failed.ts';
import { stepPlanned } from './step-planned.ts';
import { stepRun } from './step-run.ts';
import { waitForEvent } from './wait-for-event.ts';

/** Every operation that this engine carries out. */
export const opcodes: Opcode[] = [
  stepRun,
  stepError,
  stepFailed,
  stepPlanned,
  sleep,
  waitForEvent,
  invokeFunction,
  runComplete,
];
