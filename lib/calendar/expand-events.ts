import { setImmediate as breathe } from 'node:timers/promises';
import { addAll } from '#lib/text/long-lists.ts';
import { type Clock, clockOf, createClocks } from './calendar-zone.ts';
import { type ClockTime, dayOfClock, readDuration, timesOf } from './ics-time.ts';
import { beginningOf, type Occurrence, type When } from './occurrence.ts';
import { type Component, type Ics, textOf } from './read-ics.ts';
import { type RuleFault, repeat } from './repeat.ts';

/** Days in a time zone, both included. */
export type DaySpan = { from: string; to: string; time_zone: string };

/** What happens in a span of days, in order; `faults` are events of which that could not be found out, in words. */
export type Expanded = { occurrences: Occurrence[]; faults: string[] };

const dayMs = 86_400_000;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
/** An event longer than this is looked for no further back. */
const longestEvent = 400 * dayMs;
const mostFaults = 20;
/** Of changes of one series that each count for all that follows. */
const mostStretches = 100;
/** What rules of repetition may cost together of the processor's time: a busy machine misses no appointment. */
const mostCpuMs = 3000;

/**
 * Every occurrence of a calendar's events in a span of days: rules of repetition followed, dates added and left out,
 * occurrences that were moved or changed where they now are, what was cancelled nowhere. A day as such belongs to its
 * date, whatever the time zone; a time without a zone is on the asker's clock. Stops when the signal aborts.
 */
export async function expandEvents(
  { events, zones, isCut }: Ics,
  { span, signal }: { span: DaySpan; signal?: AbortSignal },
): Promise<Expanded> {
  const clockNamed = createClocks(zones);
  const own = clockOf(span.time_zone) as Clock;
  const occurrences: Occurrence[] = [];
  const faults = new Set<string>();
  if (isCut) faults.add('the calendar holds more events than are read: some are missing');
  let spentMs = 0;
  let breathedAt = performance.now();
  for (const series of seriesOf(events)) {
    if (performance.now() - breathedAt > 20) {
      await breathe();
      breathedAt = performance.now();
    }
    signal?.throwIfAborted();
    if (spentMs > mostCpuMs) {
      faults.add('the calendar repeats too much to be looked through: some appointments are missing');
      break;
    }
    const before = cpuMs();
    const expanded = expandSeries(series, { span, own, clockNamed });
    if (series.main?.properties.has('RRULE')) spentMs += cpuMs() - before;
    addAll(occurrences, expanded.occurrences);
    for (const fault of expanded.faults) if (faults.size < mostFaults) faults.add(fault);
  }
  const inOrder = occurrences
    .map((occurrence) => ({ occurrence, at: placeIn(occurrence.when, span) }))
    .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
  return { occurrences: inOrder.map(({ occurrence }) => occurrence), faults: [...faults] };
}

/** The processor's time that this thread has had. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** An event with what has been changed of its occurrences. */
type Series = { main: Component | null; changes: Component[] };

function seriesOf(events: readonly Component[]): Series[] {
  const series = new Map<string, Series>();
  for (const [index, event] of events.entries()) {
    // Without an id, each is its own.
    const uid = textOf(event, 'UID') || `#${index}`;
    const known = series.get(uid) ?? { main: null, changes: [] };
    if (event.properties.has('RECURRENCE-ID')) known.changes.push(event);
    else if (known.main) series.set(`${uid}#${index}`, { main: event, changes: [] });
    else known.main = event;
    series.set(uid, known);
  }
  return [...series.values()];
}

type Given = { span: DaySpan; own: Clock; clockNamed: (name: string) => Clock | undefined };

function expandSeries({ main, changes }: Series, given: Given): Expanded {
  const faults: string[] = [];
  const timing = main && timingOf(main, given);
  const isOff = (event: Component) => textOf(event, 'STATUS').trim().toUpperCase() === 'CANCELLED';
  const occurrences = changes.flatMap((change) => {
    const moved = timingOf(change, given);
    return !moved || isOff(change) ? [] : occurrencesAt(change, moved, [moved.start.clock]);
  });
  if (main && timing && !isOff(main)) {
    const replaced = (main.properties.get('EXDATE') ?? [])
      .flatMap(timesOf)
      .concat(changes.flatMap((change) => (change.properties.get('RECURRENCE-ID') ?? []).flatMap(timesOf)));
    const isLeftOut = leavesOut(replaced, { timing, ...given });
    const { stretches, isCut } = stretchesOf(main, changes, { timing, ...given });
    if (isCut) faults.push(`“${nameOf(main)}” was changed too often: some changes are not followed`);
    for (const stretch of stretches) {
      const { starts, fault } = startsOf(main, { timing, ...given, stretch });
      if (fault) faults.push(wordFault(fault, main));
      if (isOff(stretch.event)) continue;
      const own = starts.filter((clock) => !isLeftOut(clock)).map((clock) => clock + stretch.shiftMs);
      addAll(occurrences, occurrencesAt(stretch.event, stretch.timing, own));
    }
  }
  return { occurrences: occurrences.filter(({ when }) => isWithin(when, given.span)), faults };
}

const nameOf = (event: Component): string =>
  textOf(event, 'SUMMARY').trim().slice(0, 100) || 'an appointment without a name';

const wordFault = (fault: RuleFault, event: Component): string => {
  const name = nameOf(event);
  return fault === 'too often'
    ? `“${name}” repeats too often to be listed`
    : `“${name}” repeats by a rule that cannot be read: only its first day is known`;
};

type Timing = { start: ClockTime; lengthMs: number; clock: Clock; strangeZone?: string };

/** When an event first is, and how long; null where it does not say. */
function timingOf(event: Component, { own, clockNamed }: Given): Timing | null {
  const start = event.properties.get('DTSTART')?.flatMap(timesOf)[0];
  if (!start) return null;
  const clockFor = (zone: string | null) => (zone === null ? own : clockNamed(zone));
  const found = clockFor(start.zone);
  const clock = found ?? own;
  const end = event.properties.get('DTEND')?.flatMap(timesOf)[0];
  const given = readDuration(textOf(event, 'DURATION'));
  const endClock =
    end &&
    (end.zone === start.zone ? end.clock : clock.fromMoment((clockFor(end.zone) ?? own).toMoment(end.clock)));
  const length = endClock === undefined ? (given ?? 0) : endClock - start.clock;
  const lengthMs = start.isDay ? Math.max(Math.ceil(length / dayMs), 1) * dayMs : Math.max(length, 0);
  return { start, lengthMs, clock, ...(found === undefined && { strangeZone: start.zone ?? '' }) };
}

/**
 * A series from one time on its own clock to another, that one not included, as the event that says what it is there:
 * it begins `shiftMs` later than the series says.
 */
type Stretch = { event: Component; timing: Timing; from: number; to: number; shiftMs: number };

/**
 * A series in the stretches that changes of "this and all following" (RANGE=THISANDFUTURE) make of it: what changes the
 * time of one occurrence changes that of the following by as much, and its length and words stand for theirs (RFC 5545,
 * 3.8.4.4). The occurrence that a change names is not in its stretch: it is told like any other that was changed.
 */
function stretchesOf(
  main: Component,
  changes: readonly Component[],
  given: Given & { timing: Timing },
): { stretches: Stretch[]; isCut: boolean } {
  const { timing } = given;
  const following = changes.flatMap((event): Stretch[] => {
    const [id] = event.properties.get('RECURRENCE-ID') ?? [];
    const [named] = id ? timesOf(id) : [];
    const changed = timingOf(event, given);
    if (!named || !changed || id?.parameters.RANGE?.trim().toUpperCase() !== 'THISANDFUTURE') return [];
    // A day alone names the occurrence that begins on it.
    const hour = named.isDay ? timing.start.clock - midnight(dayOfClock(timing.start.clock)) : 0;
    const from = onClock(named, given) + hour;
    return [{ event, timing: changed, from, to: Infinity, shiftMs: changed.start.clock - from }];
  });
  following.sort((left, right) => left.from - right.from);
  const all = [
    { event: main, timing, from: -Infinity, to: Infinity, shiftMs: 0 },
    ...following.slice(0, mostStretches),
  ];
  const stretches = all.map((one, index) => ({ ...one, to: all[index + 1]?.from ?? Infinity }));
  return { stretches, isCut: following.length > mostStretches };
}

/** The times, on its own clock, at which an event begins in a stretch so that it may touch the span. */
function startsOf(
  event: Component,
  given: Given & { timing: Timing; stretch: Stretch },
): { starts: number[]; fault: RuleFault | null } {
  const { timing, span, stretch } = given;
  const { start } = timing;
  // A clock is never further from another than this.
  const margin = 2 * dayMs;
  const back = Math.min(stretch.timing.lengthMs, longestEvent) + margin + stretch.shiftMs;
  const from = Math.max(midnight(span.from) - back, stretch.from);
  const to = Math.min(midnight(span.to) + dayMs + margin - stretch.shiftMs, stretch.to - 1);
  const starts = new Set([start.clock]);
  let fault: RuleFault | null = null;
  for (const time of (event.properties.get('RDATE') ?? []).flatMap(timesOf)) {
    starts.add(onClock(time, given));
  }
  for (const { value } of (event.properties.get('RRULE') ?? []).slice(0, 20)) {
    const found = repeat(value, { start: start.clock, from, to, until: untilOf(value, given) });
    if (typeof found === 'string') fault = found;
    else for (const one of found) starts.add(one);
  }
  // A first day that a rule has not named counts too, but one that repeats without end is told and not listed.
  if (fault === 'too often') return { starts: [], fault };
  const isNear = (one: number) =>
    one === start.clock ? one >= stretch.from && one < stretch.to : one >= from && one <= to;
  return { starts: [...starts].filter(isNear), fault };
}

/** The end of a rule on the clock of its event. */
function untilOf(rule: string, given: Given & { timing: Timing }): number | undefined {
  const [, text] = /(?:^|;)\s*UNTIL=([^;]+)/i.exec(rule) ?? [];
  const [time] = text === undefined ? [] : timesOf({ parameters: {}, value: text });
  if (!time) return undefined;
  if (given.timing.start.isDay || time.isDay) return Date.parse(`${dayOfClock(time.clock)}T23:59:59Z`);
  return onClock(time, given);
}

/** A time of an event as it stands on the clock on which the event begins. */
function onClock(
  { clock, isDay, zone }: ClockTime,
  { timing, own, clockNamed }: Given & { timing: Timing },
): number {
  if (isDay || zone === null || zone === timing.start.zone || timing.start.isDay) return clock;
  return timing.clock.fromMoment((clockNamed(zone) ?? own).toMoment(clock));
}

function leavesOut(
  times: readonly ClockTime[],
  given: Given & { timing: Timing },
): (clock: number) => boolean {
  const clocks = new Set<number>();
  const days = new Set<string>();
  for (const time of times) {
    if (time.isDay || given.timing.start.isDay) days.add(dayOfClock(time.clock));
    else clocks.add(onClock(time, given));
  }
  return (clock) => clocks.has(clock) || days.has(dayOfClock(clock));
}

function occurrencesAt(event: Component, timing: Timing, starts: readonly number[]): Occurrence[] {
  const { start, lengthMs, clock, strangeZone } = timing;
  const [uid, summary] = [textOf(event, 'UID'), textOf(event, 'SUMMARY')];
  const [location, description] = [textOf(event, 'LOCATION'), textOf(event, 'DESCRIPTION')];
  return starts.map((at) => {
    const when: When = start.isDay
      ? { by: 'days', from: dayOfClock(at), to: dayOfClock(at + lengthMs - dayMs) }
      : { by: 'moments', start: clock.toMoment(at), end: clock.toMoment(at + lengthMs) };
    return { uid, summary, location, description, when, ...(strangeZone !== undefined && { strangeZone }) };
  });
}

/** Whether something is on one of the days. */
export function isWithin(when: When, { from, to, time_zone }: DaySpan): boolean {
  if (when.by === 'days') return when.from <= to && when.to >= from;
  const clock = clockOf(time_zone) as Clock;
  const [first, last] = [clock.toMoment(midnight(from)), clock.toMoment(midnight(to) + dayMs)];
  return when.start < last && (when.end > first || when.start >= first);
}

/** Where something stands in a list of days: by the first of them on which it is, what lasts all day before what has a time. */
export function placeIn(when: When, { from, time_zone }: DaySpan): string {
  const start = beginningOf(when, time_zone);
  const day = start.slice(0, 10) < from ? from : start.slice(0, 10);
  return when.by === 'days' ? `${day} 0 ${start}` : `${day} 1 ${start}`;
}
