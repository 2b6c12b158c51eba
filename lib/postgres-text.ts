import { createLog } from './log.ts';
import { count as countUp } from './metrics.ts';

/** Deeper than anything of ours; PostgreSQL gives up at some thousand. */
const deepest = 200;
/** What stands where something was nested too deep. */
const tooDeep = '…';
const logEveryMs = 60_000;

/** How often something had to be mended in this process, by what was wrong with it. */
const counts = { nul: 0, halves: 0, depth: 0 };
export const mended = (): Readonly<typeof counts> => ({ ...counts });

/** A text as PostgreSQL takes it, in `text` and in JSON: without NUL and without halves of a surrogate pair. */
export function postgresText(text: string): string {
  const hasNul = text.includes('\u0000');
  const isWell = text.isWellFormed();
  if (!hasNul && isWell) return text;
  if (hasNul) count('nul');
  if (!isWell) count('halves');
  return (hasNul ? text.replaceAll('\u0000', '') : text).toWellFormed();
}

/** JSON as PostgreSQL takes it, of whatever is given: it never throws. What has no form in JSON is left out or null. */
export const postgresJson = (value: unknown): string => JSON.stringify(postgresValue(value)) ?? 'null';

/**
 * A value as PostgreSQL takes it in JSON: every text in it is mended, and so are the names; what is nested more than 200 deep is
 * cut off there. The very same value where nothing had to be done.
 */
export const postgresValue = <Value>(value: Value): Value => mend(value, { ofJson: true, depth: 0 }) as Value;

/** The same for what a query is given: moments, bytes and the like stay what they are. */
export const postgresArguments = <Value>(value: Value): Value =>
  mend(value, { ofJson: false, depth: 0 }) as Value;

type Place = { ofJson: boolean; depth: number };

function mend(value: unknown, { ofJson, depth }: Place): unknown {
  if (typeof value === 'string') return postgresText(value);
  if (typeof value === 'bigint') return ofJson ? String(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value) && !isPlain(value)) return ofJson ? mendOther(value, depth) : value;
  if (depth > deepest) {
    count('depth');
    return tooDeep;
  }
  const within = { ofJson, depth: depth + 1 };
  if (Array.isArray(value)) {
    const parts = value.map((part) => mend(part, within));
    return parts.every((part, index) => Object.is(part, value[index])) ? value : parts;
  }
  if (ofJson && 'toJSON' in value) return mendOther(value, depth);
  const pairs = Object.entries(value);
  const mendedPairs = pairs.map(([name, part]) => [postgresText(name), mend(part, within)] as const);
  const isSame = mendedPairs.every(
    ([name, part], index) => name === pairs[index]?.[0] && Object.is(part, pairs[index]?.[1]),
  );
  // Not by assignment: a name may be `__proto__`.
  return isSame ? value : Object.fromEntries(mendedPairs);
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What says itself how it looks in JSON, such as a moment; anything else by what it holds. */
function mendOther(value: object, depth: number): unknown {
  const plain = typeof (value as { toJSON?: unknown }).toJSON === 'function' ? asJson(value) : { ...value };
  return mend(plain === value ? null : plain, { ofJson: true, depth: depth + 1 });
}

function asJson(value: object): unknown {
  try {
    return (value as { toJSON(): unknown }).toJSON();
  } catch {
    return null;
  }
}

let loggedAt = 0;

function count(what: keyof typeof counts): void {
  counts[what] += 1;
  countUp('intentui_mended_total', { what });
  if (Date.now() - loggedAt < logEveryMs) return;
  loggedAt = Date.now();
  createLog('database').warn('text was mended before it was stored', { ...counts });
}
