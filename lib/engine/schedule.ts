import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { parseDuration } from './duration.ts';

/** When a function runs by itself: five fields of cron, or `@daily` and the like. */
export type Schedule = {
  /** As the app wrote it. */
  cron: string;
  /** The first time after this one, in ms since 1970. */
  next(afterMs: number): number;
  /** How much later than its time a run starts: up to the jitter asked for, and always the same for one time. */
  jitterMs(atMs: number): number;
};

const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const names = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat/gi;

/**
 * Reads a schedule as Inngest writes it, a zone before it where it is not UTC: `TZ=Europe/Paris 0 9 * * 1-5`.
 * Throws an Error that quotes the schedule and says what is wrong with it.
 */
export function readSchedule(cron: string, jitter?: string): Schedule {
  const fault = (reason: string, cause?: unknown) =>
    new Error(`The schedule "${cron}" is faulty: ${reason}`, { cause });
  const { zone = 'UTC', fields = '' } =
    /^(?:(?:CRON_)?TZ=(?<zone>\S+)\s+)?(?<fields>.*)$/.exec(cron.trim())?.groups ?? {};
  const isPlain = fields.split(/\s+/).length === 5 && /^[\d*,/?\s-]+$/.test(fields.replace(names, '0'));
  if (!isPlain && !nicknames.includes(fields)) {
    throw fault('it is none of five fields and @hourly, @daily, @weekly, @monthly or @yearly.');
  }
  const maxJitterMs = jitter ? parseDuration(jitter) : 0;
  if (maxJitterMs === undefined) throw fault(`its jitter "${jitter}" is not a duration.`);

  const parsed = attempt(() => new Cron(fields, { timezone: zone, mode: '5-part', paused: true }), fault);
  const next = (afterMs: number): number => {
    const at = attempt(() => parsed.nextRun(new Date(afterMs)), fault);
    if (!at) throw fault('no such time will come.');
    return at.getTime();
  };
  next(Date.now());
  return {
    cron,
    next,
    jitterMs: (atMs) => {
      if (maxJitterMs === 0) return 0;
      const chance = createHash('sha256').update(`${cron} ${atMs}`).digest().readUInt32BE() / 2 ** 32;
      return Math.floor(chance * maxJitterMs);
    },
  };
}

function attempt<Result>(make: () => Result, fault: (reason: string, cause: unknown) => Error): Result {
  try {
    return make();
  } catch (error) {
    throw fault((error as Error).message.replace(/^Cron\w+: /, ''), error);
  }
}
