import { RRuleTemporal } from 'rrule-temporal';
import { writeClock } from './ics-time.ts';

/** Beyond this a rule is one that nobody's days are made of. */
const mostIterations = 3000;
const mostInRange = 1000;
const dayMs = 86_400_000;

/** What a rule could not be read or followed for. */
export type RuleFault = 'unreadable' | 'too often';

/**
 * The times of a rule of repetition between two times, both included, all on one clock. `until` stands for the UNTIL of
 * the rule, read on that clock. A rule that never comes true has none; one that repeats more often than can be listed,
 * or cannot be read, is a fault.
 */
export function repeat(
  rule: string,
  { start, from, to, until }: { start: number; from: number; to: number; until?: number | undefined },
): number[] | RuleFault {
  const parts = rule
    .trim()
    .toUpperCase()
    .split(';')
    .filter((part) => part !== '' && !part.startsWith('UNTIL=') && !part.startsWith('X-'));
  const last = Math.min(until ?? to, lastCounted(parts, start) ?? to, to);
  const left =
    lastCounted(parts, start) === null ? parts : parts.filter((part) => !part.startsWith('COUNT='));
  if (last < from) return [];
  try {
    const found = new RRuleTemporal({
      rruleString: `DTSTART;TZID=UTC:${writeClock(start)}\nRRULE:${left.join(';')}`,
      temporal,
      maxIterations: mostIterations,
      maxCandidateEvaluations: 10 * mostIterations,
      cache: false,
    }).between(new Date(from), new Date(last), true);
    return found.length > mostInRange ? 'too often' : found.map(({ clock }) => clock);
  } catch (thrown) {
    return thrown instanceof Error && /exceeded/.test(thrown.message) ? 'too often' : 'unreadable';
  }
}

/** Days are all that is wanted of what is found: the library needs no Temporal for that, which this Node has not. */
const temporal = {
  ZonedDateTime: {
    from: (value: string) => ({
      timeZoneId: 'UTC',
      toString: () => value,
      clock: Date.parse(value.replace(/\[.*$/, '')),
    }),
  },
};

/** The last time of a rule that counts plain days or weeks, which the library would have to walk through. */
function lastCounted(parts: readonly string[], start: number): number | null {
  const named: Record<string, string> = Object.fromEntries(parts.map((part) => part.split('=', 2)));
  const unit = named.FREQ === 'DAILY' ? dayMs : named.FREQ === 'WEEKLY' ? 7 * dayMs : null;
  const isPlain = parts.every((part) => /^(?:FREQ|COUNT|INTERVAL|WKST)=/.test(part));
  if (!unit || !isPlain || !/^\d{1,6}$/.test(named.COUNT ?? '')) return null;
  const interval = /^\d{1,4}$/.test(named.INTERVAL ?? '1') ? Number(named.INTERVAL ?? 1) : 1;
  return start + (Number(named.COUNT) - 1) * interval * unit;
}
