import { createHash } from 'node:crypto';
import type { EngineEvent } from './event.ts';

/**
 * What finds a wait when an event comes: a path in that event and (hashed) the one value its condition asks for there;
 * both are empty where it asks for no single value. Exact where nothing else has to be looked at.
 */
export type WaitKey = { wait_path: string; wait_key: string; wait_exact: boolean };

/** No event has this for a value. */
const never = 'never';

/** The key of a wait with this condition, in a run that this event started. */
export function waitKey(condition: string | undefined, event: EngineEvent): WaitKey {
  if (condition === undefined) return { wait_path: '', wait_key: '', wait_exact: true };
  const literal = /^async((?:\.\w+)+) == (?:"([^"\\]*)"|'([^'\\]*)')$/.exec(condition);
  if (literal) return keyed(literal[1], hash(literal[2] ?? literal[3]), true);
  const comparisons = conjunction(condition);
  for (const comparison of comparisons) {
    const [, left, path, right, other] =
      /^(event|async)((?:\.\w+)+) == (event|async)((?:\.\w+)+)$/.exec(comparison) ?? [];
    if (left === undefined || left === right) continue;
    const [ours, theirs] = left === 'event' ? [path, other] : [other, path];
    const value = valueAt(ours, event);
    if (value === undefined) return keyed(theirs, never, true); // a missing value is equal to none
    if (isPlain(value)) return keyed(theirs, hash(value), comparisons.length === 1);
  }
  return { wait_path: '', wait_key: '', wait_exact: false };
}

/** The keys of the waits on these paths that an event may end: those that ask for its values, or for none. */
export function eventKeys(paths: string[], event: EngineEvent): { paths: string[]; keys: string[] } {
  const pairs = paths.flatMap((path): [string, string][] => {
    if (path === '') return [['', '']];
    const value = valueAt(path, event);
    return value !== undefined && isPlain(value) ? [[path, hash(value)]] : [];
  });
  return { paths: pairs.map(([path]) => path), keys: pairs.map(([, key]) => key) };
}

/** The comparisons that must all hold; the condition as one where it is anything but a chain of `&&`. */
const conjunction = (condition: string): string[] =>
  /["'()[\]{}|?]/.test(condition) ? [] : condition.split('&&').map((part) => part.trim());

const keyed = (path = '', key: string, exact: boolean): WaitKey => ({
  wait_path: path,
  wait_key: key,
  wait_exact: exact,
});

function valueAt(path = '', event: EngineEvent): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, name)
          ? (at as Record<string, unknown>)[name]
          : undefined,
      event,
    );
}

/** What CEL compares as JSON writes it; a list and a map have more than one way to be written. */
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
