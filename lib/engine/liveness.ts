import pg from 'pg';
import type { Database } from './database.ts';
import type { Log } from './log.ts';
import { lockClass } from './migrate.ts';
import { notifyChannel } from './realtime/frame.ts';
import { keepAsking } from './watch-connection.ts';

/** Keeps this process known as alive to the other engines of the database, and hears them. */
export type Liveness = {
  /** Joins; resolves when the process has its id and hears the others. */
  start(): Promise<void>;
  processId(): number;
  stop(): Promise<void>;
};

export const heartbeatMs = 2000;
const leaseSeconds = 15;
const reconnectMs = 250;

/**
 * Two signs of life, so that a dead engine's jobs are taken over at once and a hung one's soon: a session advisory lock,
 * which Postgres drops with the process, and a lease of 15 s that is renewed every 2 s. `onBeat` runs as often, beside
 * it: however long it takes, the lease is renewed.
 */
export function createLiveness(options: {
  /** Null where no connection can be kept: then the lease alone tells of this engine, and nobody is heard. */
  directUrl: string | null;
  /** Connections that nothing else uses, so that no work holds up a sign of life. */
  pulse: Database;
  /** How long the connection that is listened at may owe an answer; it is asked twice as often. */
  statementMs: number;
  log: Log;
  onWake(): void;
  onFunctions(): void;
  /** What an engine published, as Postgres tells it. */
  onMessage(payload: string): void;
  /** The connection was lost for a while, and with it what the others said. */
  onGap(): void;
  onBeat(): Promise<void>;
  /** Where this engine is, when only one can be there: the one before is dead, and its claims are taken over at once. */
  owner(): string | null;
}): Liveness {
  const { directUrl, pulse, statementMs, log, onBeat } = options;
  let id = 0;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> | undefined;
  let renewalTimer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    if (directUrl === null) {
      id = await register(pulse, { holdsLock: false, owner: options.owner() });
      return;
    }
    const next = new pg.Client({
      connectionString: directUrl,
      connectionTimeoutMillis: 5000,
      // Silent for long: a dead one is noticed, and what stands between does not take it for dead.
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
    });
    next.on('error', () => next.emit('end'));
    next.once('end', () => {
      if (!stopped && client === next) reconnect();
    });
    next.on('notification', ({ channel, payload = '' }) => {
      if (channel === notifyChannel) options.onMessage(payload);
      else if (channel === 'engine_functions') options.onFunctions();
      else options.onWake();
    });
    await next.connect();
    keepAsking(next, { everyMs: statementMs / 2, silenceMs: statementMs });
    try {
      // One that died without a word would keep its lock for as long as Postgres takes it to be there.
      if (id !== 0) await next.query(endHolder, [lockClass, id]);
      if (id === 0) id = await register(pulse, { holdsLock: true, owner: options.owner() });
      await next.query('select pg_advisory_lock($1, $2)', [lockClass, id]);
      await next.query('listen engine_wake');
      await next.query('listen engine_functions');
      await next.query(`listen ${notifyChannel}`);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    client = next;
  }

  async function reconnect(): Promise<void> {
    client = undefined;
    while (!stopped && !client) {
      await new Promise((resolve) => setTimeout(resolve, reconnectMs));
      await connect().catch((error) => log.warn('the database cannot be reached', { error: String(error) }));
    }
    options.onGap();
    options.onFunctions();
    options.onWake();
  }

  function renew(): void {
    renewing = pulse
      .query(renewLease, [id, leaseSeconds, directUrl !== null])
      .catch((error) => log.warn('the lease could not be renewed', { error: String(error) }))
      .then(() => {
        if (!stopped) renewalTimer = setTimeout(renew, heartbeatMs);
      });
  }

  function beat(): void {
    beating = onBeat()
      .catch((error) => log.warn('a heartbeat failed', { error: String(error) }))
      .finally(() => {
        if (!stopped) timer = setTimeout(beat, heartbeatMs);
      });
  }

  return {
    async start() {
      await connect();
      renew();
      beat();
    },
    processId: () => id,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(renewalTimer);
      await Promise.all([beating, renewing]);
      await pulse.query('delete from engine.process where id = $1', [id]).catch(() => {});
      await client?.end().catch(() => {});
    },
  };
}

async function register(
  pulse: Database,
  { holdsLock, owner }: { holdsLock: boolean; owner: string | null },
): Promise<number> {
  const rows = await pulse.query<{ id: number }>(
    `with before as (update engine.process set alive_until = '-infinity' where owner = $3)
     insert into engine.process (alive_until, holds_lock, owner)
     values (clock_timestamp() + $1 * interval '1 second', $2, $3) returning id`,
    [leaseSeconds, holdsLock, owner],
  );
  return rows[0]?.id ?? 0;
}

/** Ends whichever connection still holds this engine's own lock. */
const endHolder = /* sql */ `
  select pg_terminate_backend(pid) from pg_locks
  where locktype = 'advisory' and classid = $1 and objid = $2 and objsubid = 2 and granted and pid <> pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())`;

const renewLease = /* sql */ `
  insert into engine.process (id, alive_until, holds_lock) overriding system value
  values ($1, clock_timestamp() + $2 * interval '1 second', $3)
  on conflict (id) do update set alive_until = excluded.alive_until`;
