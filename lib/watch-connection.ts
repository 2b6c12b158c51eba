import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How long a connection may be silent while it owes an answer; then it counts as dead. */
const silentMs = 10_000;
/** The server's own limit of a statement comes before that, and its answer needs a moment. */
const graceMs = 2_000;
/** How long another connection may take to say whether a server is still at a statement. */
const probeMs = 5_000;
/** A transaction that nobody goes on with, since its connection died on the way, gives its locks back. */
const idleTransactionMs = 20_000;

/**
 * Whether an address leads through a pool that gives a connection away between transactions: then no statement may be
 * prepared, no lock held and nothing listened for.
 */
export const isPooled = (databaseUrl: string): boolean =>
  new URL(databaseUrl).searchParams.get('pgbouncer') === 'true';

export type ConnectionLimits = {
  max: number;
  /** How long somebody waits for a connection. */
  patienceMs: number;
  /** How long one statement may take; PostgreSQL ends it then (57014). */
  statementMs: number;
  /** After how long a statement that may take longer is asked after. */
  silenceMs?: number;
};

/**
 * How a pool on this address is opened so that nobody hangs in it: PostgreSQL ends statements that take too long, and a
 * connection that has died without a word, or whose server stands still, is noticed and replaced. Behind a pool of
 * somebody else, which knows no settings of a connection, silence alone counts.
 */
export function limitedPool(
  databaseUrl: string,
  { max, patienceMs, statementMs, silenceMs = silentMs }: ConnectionLimits,
): pg.PoolConfig {
  const settings = [
    `SET statement_timeout = ${statementMs}`,
    `SET idle_in_transaction_session_timeout = ${idleTransactionMs}`,
    // A server that compiles what it reckons dear would compile a search for many words, at each search anew.
    'SET jit = off',
  ].join('; ');
  return {
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    async onConnect(client) {
      if (isPooled(databaseUrl)) return endWhenSilent(client, { ms: statementMs + graceMs });
      const isPatient = statementMs > silenceMs;
      endWhenSilent(client, {
        ms: isPatient ? silenceMs : statementMs + graceMs,
        ...(isPatient && { isAtWork: () => worksStill(client, databaseUrl) }),
      });
      await client.query(settings);
    },
  };
}

type Inside = {
  connection: { stream: Socket };
  _activeQuery: unknown;
  processID?: number | null;
};

/**
 * Ends a connection that owes an answer and has said nothing for so long, unless `isAtWork` says that its server is still
 * at it: whoever waits on it gets an error, and a pool opens another.
 */
export function endWhenSilent(
  client: pg.ClientBase,
  { ms, isAtWork }: { ms: number; isAtWork?: () => Promise<boolean> },
): void {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  const isSilent = (bytes: number) => inside._activeQuery && stream.bytesRead === bytes;
  const look = async () => {
    const { bytesRead } = stream;
    if (!inside._activeQuery) return;
    // A process that stood still itself has its answers in the socket, and reads them first.
    await sleep(100, undefined, { ref: false });
    if (!isSilent(bytesRead)) return;
    if ((await isAtWork?.()) || !isSilent(bytesRead)) stream.setTimeout(ms);
    else stream.destroy(new Error(`Connection terminated: the database was silent for ${ms / 1000} s`));
  };
  stream.on('timeout', () => void look());
  stream.setTimeout(ms);
}

/** Whether the server of a connection is at a statement of it just now, asked over another one. */
async function worksStill(client: pg.ClientBase, databaseUrl: string): Promise<boolean> {
  const other = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: probeMs });
  other.on('error', () => {});
  try {
    await other.connect();
    endWhenSilent(other, { ms: probeMs });
    const { rowCount } = await other.query(
      "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND wait_event IS DISTINCT FROM 'ClientWrite'",
      [(client as unknown as Inside).processID],
    );
    return rowCount === 1;
  } catch {
    return false;
  } finally {
    void other.end().catch(() => {});
  }
}

/** Asks a connection that is only listened at for a sign of life, so that one which died without a word ends. */
export function keepAsking(client: pg.ClientBase, { everyMs = 5_000, ms = silentMs } = {}): void {
  endWhenSilent(client, { ms });
  let isAsking = false;
  const timer = setInterval(async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      await client.query('SELECT 1');
    } catch {
      clearInterval(timer);
    }
    isAsking = false;
  }, everyMs);
  timer.unref();
}
