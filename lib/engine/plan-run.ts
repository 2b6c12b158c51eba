import { createHash } from 'node:crypto';
import type { EngineEvent } from './event.ts';
import type { Expression } from './expressions.ts';
import type { EngineFunction } from './function-config.ts';
import { newId } from './ids.ts';

/** A run that an event starts, as the SQL function `engine.accept` takes it. */
export type PlannedRun = {
  id: string;
  function_id: string;
  dedupe_key: string;
  idempotency: boolean;
  score: number;
  lane: string;
  limit_keys: string[];
  limits: number[];
  cancel_keys: string[];
  start_timeout_ms?: number;
  finish_timeout_ms?: number;
  delay_ms: number;
  parent_run?: string;
  parent_step?: string;
  /** It is made on an event that may be there already. */
  again?: boolean;
};

const maxPrioritySeconds = 12 * 3600;

/** The runs that an event starts: one for each function with a trigger that fits. */
export function planRuns(event: EngineEvent, functions: Iterable<EngineFunction>): PlannedRun[] {
  return [...functions]
    .filter((fn) =>
      fn.triggers.some((trigger) => trigger.event === event.name && (trigger.if?.holds({ event }) ?? true)),
    )
    .map((fn) => planRun(event, fn));
}

/** One run of a function on an event; an event with a `ts` in the future starts it then. */
export function planRun(event: EngineEvent, fn: EngineFunction): PlannedRun {
  const nowMs = Date.now();
  const slots = fn.concurrency.map(({ limit, scope, key }) => ({
    limit,
    name: [scope, ...(scope === 'fn' ? [fn.id] : []), short(key?.source ?? ''), keyValue(key, event)].join(
      ':',
    ),
  }));
  const idempotency = keyValue(fn.idempotency, event) || undefined; // an event without the key counts for itself
  const delayMs = Math.max(0, event.ts - nowMs);
  return {
    id: newId(),
    function_id: fn.id,
    dedupe_key: idempotency === undefined ? `event:${event.name}:${event.id}` : `key:${idempotency}`,
    idempotency: idempotency !== undefined,
    score: Math.round(nowMs + delayMs - 1000 * priority(fn, event)),
    lane: [fn.id, ...slots.map(({ name }) => name)].join('|'),
    limit_keys: slots.map(({ name }) => name),
    limits: slots.map(({ limit }) => limit),
    cancel_keys: cancelKeys(fn, event),
    start_timeout_ms: fn.startTimeoutMs === undefined ? undefined : fn.startTimeoutMs + delayMs,
    finish_timeout_ms: fn.finishTimeoutMs,
    delay_ms: delayMs,
  };
}

/** What an event must bring to cancel a run, for every cancelOn that compares one value. */
export function cancelKeys(fn: EngineFunction, event: EngineEvent, cancelling?: string): string[] {
  return fn.cancels.flatMap(({ event: name, if: condition }) => {
    if (!condition?.matchPath || (cancelling && cancelling !== name)) return [];
    const value = condition.matchPath.reduce<unknown>(
      (at, key) => (at as Record<string, unknown>)?.[key],
      event,
    );
    return [short(JSON.stringify([name, condition.matchPath, value ?? null]))];
  });
}

function priority(fn: EngineFunction, event: EngineEvent): number {
  const seconds = Number(fn.priority?.read({ event }) ?? 0);
  return Math.min(maxPrioritySeconds, Math.max(-maxPrioritySeconds, seconds)) || 0;
}

/** The value of a key as text; one that the event does not have counts as empty, a long one as its hash. */
function keyValue(expression: Expression | undefined, event: EngineEvent): string {
  const value = expression?.read({ event }) ?? '';
  const text = typeof value === 'object' ? JSON.stringify(value, plainValue) : String(value);
  return text.length <= 100 ? text : createHash('sha256').update(text).digest('hex');
}

/** In a list or a map of CEL, JSON has no word for its ints, which are bigints, nor for its uints and durations. */
function plainValue(_: string, item: unknown): unknown {
  if (typeof item === 'bigint') return String(item);
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.getPrototypeOf(item) === Object.prototype ? item : String(item.valueOf());
}

const short = (source: string) => createHash('sha1').update(source).digest('hex').slice(0, 8);
