/** The moment at which a day (`YYYY-MM-DD`) begins in a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const format = clockFormat(timeZone);
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // Twice, since the first guess may lie on the other side of a change of clocks.
  let moment = asUtc - offsetIn(format, asUtc);
  moment = asUtc - offsetIn(format, moment);
  return new Date(moment);
}

/** The moment at which a day ends: the beginning of the next. */
export const endOfDay = (day: string, timeZone: string): Date => startOfDay(addDays(day, 1), timeZone);

/** The day that many days later, or earlier. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Which day it is somewhere, as `YYYY-MM-DD`. */
export function dayOf(moment: Date, timeZone: string): string {
  const { year, month, day } = fieldsIn(clockFormat(timeZone), moment.getTime());
  return `${year}-${month}-${day}`;
}

/** Writes the fields of a place's clock, to the second; throws a RangeError for a zone that this computer does not know. */
export const clockFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** What lies between the clock of a format's place and UTC at a moment, in milliseconds. */
export function offsetIn(format: Intl.DateTimeFormat, moment: number): number {
  const { year, month, day, hour, minute, second } = fieldsIn(format, moment);
  const shown = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}

const fieldsIn = (format: Intl.DateTimeFormat, moment: number): Record<string, string> =>
  Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
