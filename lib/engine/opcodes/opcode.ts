import type { EngineEvent } from '../event.ts';
import type { EngineFunction } from '../function-config.ts';
import type { PlannedRun } from '../plan-run.ts';
import type { WaitKey } from '../wait-key.ts';
import type { WireError, WireOperation } from '../wire.ts';

/** A step that is finished: `output` is what the SDK finds under its hash from now on. */
export type FinishedStep = {
  id: string;
  op: string;
  name: string;
  output: unknown;
  attempt: number;
  tookMs?: number;
  /** Its arguments, as JSON that may be cut. */
  input?: string;
};

/** An operation that is under way: a step to be called, or something to wait for. */
export type PlannedOperation = {
  kind: 'step' | 'sleep' | 'wait' | 'invoke';
  step_id: string;
  name: string;
  /** When it ends by itself; without it, it does not. */
  delay_ms?: number;
  wait_event?: string;
  wait_if?: string;
} & Partial<WaitKey>;

/** The event and the run of an invoked function, stored together with the operation that waits for it. */
export type Invocation = { event: EngineEvent; run: PlannedRun };

/** What one operation asks of the engine. */
export type Effect =
  | { memoize: FinishedStep }
  | { plan: PlannedOperation; invoke?: Invocation }
  | { complete: unknown }
  | { fail: WireError }
  | { retry: WireError; step: { id: string; name: string } };

/** What an operation may know of the call that reported it. */
export type CallFacts = {
  runId: string;
  /** What started the run. */
  event: EngineEvent;
  attempt: number;
  maxAttempts: number;
  findFunction(id: string): EngineFunction | undefined;
};

/** An operation of the protocol: its name on the wire and what it asks for. A pure function. */
export type Opcode = { op: string; effect(operation: WireOperation, facts: CallFacts): Effect };

/** The name a person reads. */
export const nameOf = (operation: WireOperation): string =>
  operation.displayName ?? operation.name ?? operation.id;

/** Keeps what a step gave, with what the SDK tells of it. */
export const memoize = (
  operation: WireOperation,
  { op, output, attempt }: Pick<FinishedStep, 'op' | 'output' | 'attempt'>,
): { memoize: FinishedStep } => ({
  memoize: {
    ...{ id: operation.id, op, name: nameOf(operation), output, attempt },
    tookMs: tookMs(operation),
    input: inputOf(operation),
  },
});

/** How long a step took, where the SDK says so. */
const tookMs = ({ timing }: WireOperation): number | undefined =>
  typeof timing?.b === 'number' && timing.b >= 0 ? timing.b / 1e6 : undefined;

const inputChars = 4000;

/** What a step was given, where it was given something. */
const inputOf = ({ opts }: WireOperation): string | undefined =>
  opts?.input === undefined ? undefined : JSON.stringify(opts.input).slice(0, inputChars);

/** The failure of a run that asked for something it cannot have. */
export const fault = (name: string, message: string): Effect => ({ fail: { name, message } });
