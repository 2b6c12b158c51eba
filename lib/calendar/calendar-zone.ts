import { clockFormat, offsetIn } from '#lib/text/zoned-day.ts';
import { type ClockTime, timesOf } from './ics-time.ts';
import { type Component, textOf } from './read-ics.ts';
import { repeat } from './repeat.ts';

/** What lies between the clock of a place and UTC, in milliseconds, when that clock shows a time. */
export type Clock = {
  toMoment(clock: number): Date;
  fromMoment(moment: Date): number;
};

const dayMs = 86_400_000;

/**
 * Finds the clock that a name means: one that this computer knows (also below a prefix, as some calendars write it), one
 * that the calendar itself explains (VTIMEZONE), or an offset (`GMT+05:30`). Undefined for any other name.
 */
export function createClocks(zones: readonly Component[]): (name: string) => Clock | undefined {
  const explained = new Map(zones.map((zone) => [textOf(zone, 'TZID').trim(), zone]));
  const found = new Map<string, Clock | undefined>();
  const find = (name: string): Clock | undefined => {
    const parts = name.split('/').filter(Boolean);
    const known = [name, parts.slice(-2).join('/'), parts.slice(-3).join('/')].map(clockOf).find(Boolean);
    if (known) return known;
    const zone = explained.get(name);
    const place = zone && clockOf(textOf(zone, 'X-LIC-LOCATION').trim());
    if (place) return place;
    const rules = zone && explainedClock(zone);
    return rules ?? offsetClock(name);
  };
  return (name) => {
    if (!found.has(name)) found.set(name, find(name));
    return found.get(name);
  };
}

/** A clock by the name that this computer knows it by; undefined for other names. */
export function clockOf(zone: string): Clock | undefined {
  if (known.has(zone)) return known.get(zone);
  let clock: Clock | undefined;
  try {
    const format = clockFormat(zone);
    clock = zone === '' ? undefined : fromOffsets(remembered((moment) => offsetIn(format, moment)));
  } catch {
    clock = undefined;
  }
  if (known.size < 1000) known.set(zone, clock);
  return clock;
}
const known = new Map<string, Clock | undefined>();

/** Clocks are changed at a quarter of an hour: what is known of one holds to the next. */
function remembered(offsetAt: (moment: number) => number): (moment: number) => number {
  const offsets = new Map<number, number>();
  return (moment) => {
    const quarter = Math.floor(moment / 900_000) * 900_000;
    const offset = offsets.get(quarter) ?? offsetAt(quarter);
    if (offsets.size >= 20_000) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  };
}

/**
 * A clock by its offsets at moments. A time that it shows twice is the first; one that it leaves out is as late after the
 * change as it would have been without (RFC 5545, 3.3.5).
 */
function fromOffsets(offsetAt: (moment: number) => number): Clock {
  return {
    fromMoment: (moment) => moment.getTime() + offsetAt(moment.getTime()),
    toMoment(clock) {
      const [before, after] = [offsetAt(clock - dayMs), offsetAt(clock + dayMs)];
      const isAfter = offsetAt(clock - before) !== before && offsetAt(clock - after) === after;
      return new Date(clock - (isAfter ? after : before));
    },
  };
}

/** `GMT+05:30`, `UTC-3`, `(GMT+01:00) Amsterdam, Berlin`. */
function offsetClock(name: string): Clock | undefined {
  const [, sign, hours, minutes = '0'] = /(?:GMT|UTC)\s*([+-])(\d{1,2}):?(\d{2})?/.exec(name) ?? [];
  if (!sign) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return fromOffsets(() => offset);
}

/** The changes of a clock that a calendar explains, from its own rules. */
function explainedClock(zone: Component): Clock | undefined {
  const parts = zone.inner.slice(0, 200).flatMap((part) => {
    const start = part.properties.get('DTSTART')?.flatMap(timesOf)[0];
    const to = readOffset(textOf(part, 'TZOFFSETTO'));
    const from = readOffset(textOf(part, 'TZOFFSETFROM')) ?? to;
    return start && to !== null && from !== null ? [{ part, start, to, from }] : [];
  });
  if (parts.length === 0) return undefined;
  const byYear = new Map<number, { at: number; offset: number }[]>();
  /** When the clock is changed around a year, as moments, and to what. */
  const changesAround = (year: number) => {
    const known = byYear.get(year);
    if (known) return known;
    const [first, last] = [Date.UTC(year - 1, 0), Date.UTC(year + 2, 0)];
    const changes = parts
      .flatMap(({ part, start, to, from }) =>
        onsets(part, { start, from: first, to: last }).map((clock) => ({ at: clock - from, offset: to })),
      )
      .sort((left, right) => left.at - right.at);
    if (byYear.size < 500) byYear.set(year, changes);
    return changes;
  };
  const earliest = parts.reduce((left, right) => (left.start.clock <= right.start.clock ? left : right));
  return fromOffsets((moment) => {
    const change = changesAround(new Date(moment).getUTCFullYear()).findLast(({ at }) => at <= moment);
    if (change) return change.offset;
    const past = parts
      .filter(({ start, from }) => start.clock - from <= moment)
      .sort((left, right) => left.start.clock - right.start.clock);
    return past.at(-1)?.to ?? earliest.from;
  });
}

function onsets(
  part: Component,
  { start, from, to }: { start: ClockTime; from: number; to: number },
): number[] {
  const extra = (part.properties.get('RDATE') ?? [])
    .slice(0, 500)
    .flatMap(timesOf)
    .map(({ clock }) => clock);
  const rules = (part.properties.get('RRULE') ?? []).slice(0, 20).flatMap(({ value }) => {
    const [, until] = /UNTIL=([0-9TZ]+)/i.exec(value) ?? [];
    const end = until === undefined ? undefined : timesOf({ parameters: {}, value: until })[0]?.clock;
    const found = repeat(value, { start: start.clock, from, to, until: end && end + dayMs });
    return typeof found === 'string' ? [] : found;
  });
  return [start.clock, ...extra, ...rules].filter((clock) => clock >= from && clock <= to);
}

function readOffset(text: string): number | null {
  const [, sign, hours, minutes, seconds = '0'] = /^\s*([+-])(\d{2})(\d{2})(\d{2})?\s*$/.exec(text) ?? [];
  if (!sign) return null;
  const length = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return length > 86_400 ? null : (sign === '-' ? -1 : 1) * length * 1000;
}
