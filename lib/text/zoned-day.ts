/** The moment at which a day (`YYYY-MM-DD`) begins in a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // Twice, since the first guess may lie on the other side of a change of clocks.
  let moment = asUtc - offsetMs(asUtc, timeZone);
  moment = asUtc - offsetMs(moment, timeZone);
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
  const parts = fieldsOf(moment.getTime(), timeZone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function offsetMs(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = fieldsOf(moment, timeZone);
  const asUtc = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return asUtc - Math.floor(moment / 1000) * 1000;
}

function fieldsOf(moment: number, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}
