import { cancelMatchingRuns } from './cancel-matching-runs.ts';
import type { ClaimedEvent } from './claimed-event.ts';
import type { Core } from './core.ts';
import { endMatchingWaits } from './end-matching-waits.ts';
import { loadSystemEvent } from './load-system-event.ts';

/** Lets stored events end waits and cancel runs, a portion at a time, beside everything else. */
export type Deliveries = {
  /** There may be something to deliver; calls while a delivery is under way are merged into one more. */
  wake(): void;
  /** Claims no further portion and waits for the one under way. */
  stop(): Promise<void>;
};

/** How far an event has been delivered. */
export type Progress = { wait_cursor: string; run_cursor: string; isWhole: boolean; delayMs: number };

/** Whoever claimed a portion and is not done by then may have died: another claims it, and nothing happens twice. */
const leaseMs = 5000;
const firstRetryMs = 1000;
const maxRetryMs = 300_000;

/**
 * Events take turns, a portion each, over all engines of the database: one that thousands of waits hear holds up no
 * other, and one whose delivery fails is tried again later and later.
 */
export function createDeliveries(core: Core, { portion = 100, atOnce = 4 } = {}): Deliveries {
  const working = new Set<Promise<void>>();
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopped) return;
    again = true;
    startOne();
  }

  function startOne(): void {
    if (working.size >= atOnce) return;
    const one = work().finally(() => {
      working.delete(one);
      if (again && !stopped) startOne(); // woken after it had looked
    });
    working.add(one);
  }

  async function work(): Promise<void> {
    try {
      do again = false;
      while (!stopped && (await deliverOne()));
    } catch (error) {
      core.log.warn('events could not be delivered', { error: String(error) });
      again = false; // the next heartbeat wakes it
    }
  }

  /** One portion of one event; whether there was any. */
  async function deliverOne(): Promise<boolean> {
    const [event] = await core.database.query<ClaimedEvent>('select * from engine.claim_delivery($1)', [
      leaseMs,
    ]);
    if (!event) return false;
    startOne(); // there may be another
    try {
      await release(event, await deliverPortion(core, event, portion));
    } catch (error) {
      const { id, name, failures } = event;
      core.log.warn('an event could not be delivered yet', { event: id, error: String(error) });
      const delayMs = Math.min(maxRetryMs, firstRetryMs * 2 ** failures);
      await core.database.query(postponeEvent, [id, name, delayMs]);
    }
    return true;
  }

  async function release({ id, name }: ClaimedEvent, progress: Progress): Promise<void> {
    const { wait_cursor, run_cursor, isWhole, delayMs } = progress;
    await core.database.query(releaseEvent, [id, name, wait_cursor, run_cursor, isWhole, delayMs]);
    if (delayMs > 0 && !stopped) timer = setTimeout(wake, delayMs);
  }

  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(working);
    },
  };
}

async function deliverPortion(core: Core, claimed: ClaimedEvent, portion: number): Promise<Progress> {
  const { id, name, body, wait_mark, run_cursor } = claimed;
  const event = body.name === undefined ? await loadSystemEvent(core.database, { runId: id, name }) : body;
  if (!event) return { wait_cursor: wait_mark, run_cursor, isWhole: true, delayMs: 0 };
  const waits = await endMatchingWaits(core, { claimed, event: { user: {}, ...event }, portion });
  if (waits.cursor !== wait_mark)
    return { wait_cursor: waits.cursor, run_cursor, isWhole: false, delayMs: waits.delayMs };
  const runs = await cancelMatchingRuns(core, { claimed, event, portion });
  return { wait_cursor: wait_mark, run_cursor: runs.cursor, isWhole: runs.isLast, delayMs: 0 };
}

const releaseEvent = /* sql */ `
  update engine.event set wait_cursor = greatest(wait_cursor, $3), run_cursor = greatest(run_cursor, $4),
    delivered = $5, deliver_at = clock_timestamp() + $6 * interval '1 ms'
  where id = $1 and name = $2 and not delivered`;

const postponeEvent = /* sql */ `
  update engine.event set failures = failures + 1, deliver_at = clock_timestamp() + $3 * interval '1 ms'
  where id = $1 and name = $2 and not delivered`;
