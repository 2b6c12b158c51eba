import { cancelRun } from './cancel-run.ts';
import type { Core } from './core.ts';
import { fireSchedules } from './schedules.ts';

/** Fires what is due: retries, sleeps, waits, the timeouts of runs, schedules. */
export type Timers = {
  /** Something is due after this many milliseconds; the nearest counts. */
  schedule(delayMs: number): void;
  /** Fires what is due now and finds out what is due next. */
  check(): Promise<void>;
  stop(): Promise<void>;
};

const maxTimerMs = 60_000;

/** Timers on the clock of Postgres, woken exactly; what other engines scheduled is found by `check`. */
export function createTimers(core: Core): Timers {
  let timer: NodeJS.Timeout | undefined;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let firing: Promise<void> | undefined;
  let stopped = false;

  function schedule(delayMs: number): void {
    const atMs = Date.now() + Math.min(maxTimerMs, Math.max(0, delayMs));
    if (stopped || atMs >= dueAtMs) return;
    dueAtMs = atMs;
    clearTimeout(timer);
    timer = setTimeout(() => {
      dueAtMs = Number.POSITIVE_INFINITY;
      check();
    }, atMs - Date.now());
  }

  function check(): Promise<void> {
    if (stopped) return Promise.resolve();
    firing ??= fire()
      .catch((error) => {
        core.log.warn('timers could not be fired', { error: String(error) });
        schedule(1000);
      })
      .finally(() => (firing = undefined));
    return firing;
  }

  async function fire(): Promise<void> {
    const [calls] = await core.database.query<{ fired: number }>('select engine.fire_due_calls() as fired');
    if (calls && calls.fired > 0) core.wake();
    for (;;) {
      const [operations] = await core.database.query<{ fired: number }>(
        'select engine.fire_due_operations() as fired',
      );
      if (!operations || operations.fired === 0) break;
      core.wake();
    }
    await cancelOverdueRuns(core);
    await fireSchedules(core);
    const [next] = await core.database.query<{ next_ms: number | null }>(nextDue);
    if (typeof next?.next_ms === 'number') schedule(Math.ceil(next.next_ms));
  }

  return {
    schedule,
    check,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await firing;
    },
  };
}

async function cancelOverdueRuns(core: Core): Promise<void> {
  const runs = await core.database.query<{ id: string; started: boolean }>(
    `select id, started_at is not null as started from engine.run
     where ended_at is null and cancel_at <= clock_timestamp() order by cancel_at limit 200`,
  );
  for (const run of runs) {
    const reason = run.started ? 'cancelled by timeouts.finish' : 'cancelled by timeouts.start';
    await cancelRun(core, { runId: run.id, reason });
  }
}

const nextDue = /* sql */ `
  select extract(epoch from least(
    (select min(due_at) from engine.job where state = 'waiting' and due_at is not null),
    (select min(cancel_at) from engine.run where ended_at is null and cancel_at is not null),
    (select min(due_at) from engine.schedule where due_at > clock_timestamp())
  ) - clock_timestamp())::float8 * 1000 as next_ms`;
