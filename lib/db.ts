import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { postgresArguments } from './postgres-text.ts';
import { limitedPool } from './watch-connection.ts';

export { isPooled, keepAsking, limitedPool } from './watch-connection.ts';

export type Db = PrismaClient;

/**
 * Opens a client with a pool of its own on a PostgreSQL URL, in the schema that it names; `$disconnect()` closes it. Whoever waits longer than
 * `patienceMs` for a connection, to begin a transaction too, is told that the database cannot be reached, and whoever waits longer than
 * `statementMs` for the answer to a statement, that it took too long.
 */
export function openDb(url: string, { poolSize = 10, patienceMs = 5000, statementMs = 60_000 } = {}): Db {
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  const connection = limitedPool(url, { max: poolSize, patienceMs, statementMs });
  const client = new PrismaClient({
    adapter: new PrismaPg(connection, { schema }),
    transactionOptions: { maxWait: patienceMs, timeout: Math.max(patienceMs, 5000) },
  });
  // An extended client has all of the plain one but its hooks, which nothing here uses.
  return client.$extends({ query: { $allOperations: mendArguments } }) as unknown as Db;
}

type Asked = { args: unknown; query: (args: unknown) => Promise<unknown> };

/** The one door of text and JSON into PostgreSQL: what it would refuse is mended, in what is written and in what is asked for. */
function mendArguments({ args, query }: Asked): Promise<unknown> {
  const statement = args as { strings?: unknown; values?: unknown[] } | undefined;
  if (!Array.isArray(statement?.strings) || !statement.values) return query(postgresArguments(args));
  // A statement of SQL with its values, which is an object of a class.
  for (const [index, value] of statement.values.entries()) statement.values[index] = postgresArguments(value);
  return query(args);
}

const shared = globalThis as unknown as { intentuiDb?: Db };

/** The process's one client, on `DATABASE_URL`; route handlers and instrumentation share it through globalThis. Who opens it says how. */
export function db(options?: Parameters<typeof openDb>[1]): Db {
  if (!shared.intentuiDb) {
    const url = process.env.DATABASE_URL;
    if (!url) throw new AppError('database_unavailable', 'DATABASE_URL is not set: start with `npm start`.');
    shared.intentuiDb = openDb(url, options);
  }
  return shared.intentuiDb;
}

/** As Prisma and PostgreSQL (SQLSTATE) number what goes by itself: no connection, no room, starting, stopping, standing by. */
const awayCodes = /^(P1001|P1002|P1008|P1017|P2024|P2028|08\w{3}|53[0-4]00|57P0[1-5]|25006)$/;
const awayKinds = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** What the driver itself says, which numbers nothing. */
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error) and is not queryable)/;
const ofSystem = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** What PostgreSQL says of a statement, or a wait for a lock, that it ended because it took too long. */
const slowCodes = /^(57014|55P03)$/;

/** Whether an error means that the database cannot be reached just now or takes too long, not that a statement was wrong, nor another server. */
export const isDatabaseDown = (thrown: unknown): boolean => isSlow(thrown) || isAway(thrown);

/** What an error of the database means to whoever waits for it; undefined where a statement was wrong. */
export function databaseFault(thrown: unknown): AppError | undefined {
  const options = { cause: thrown, retryAfterSeconds: 2 };
  if (isSlow(thrown)) return new AppError('database_slow', slowWords, { ...options, retryAfterSeconds: 5 });
  if (!isAway(thrown)) return undefined;
  return new AppError(
    'database_unavailable',
    'The database cannot be reached; try again in a moment.',
    options,
  );
}

const slowWords =
  'The database did not answer in time; try again in a moment. If it goes on, look for locks and load in PostgreSQL, or raise DATABASE_TIMEOUT_SECONDS.';

const isSlow = (thrown: unknown): boolean =>
  [...faultsIn(thrown)].some(({ code, originalCode }) =>
    [code, originalCode].some((known) => slowCodes.test(String(known))),
  );

function isAway(thrown: unknown): boolean {
  const faults = [...faultsIn(thrown)];
  const isDriver = faults.some(({ name }) => /Prisma|DriverAdapter/.test(String(name)));
  return faults.some(({ code, originalCode, kind, message, syscall }, depth) => {
    if ([code, originalCode].some((known) => awayCodes.test(String(known)))) return true;
    if (awayKinds.test(String(kind)) || awayWords.test(String(message))) return true;
    // The driver hands on as it is what its socket says of writing.
    const isWriting = depth === 0 && code === 'EPIPE' && syscall === 'write';
    return (isDriver || isWriting) && ofSystem.test(String(code));
  });
}

type Fault = Partial<Record<'name' | 'message' | 'code' | 'originalCode' | 'kind' | 'syscall', unknown>>;

/** What was thrown and what caused it, which the driver tells as plain objects, the outermost first. */
function* faultsIn(thrown: unknown): Generator<Fault> {
  let fault = thrown as (Fault & { cause?: unknown; meta?: { driverAdapterError?: unknown } }) | undefined;
  for (let depth = 0; typeof fault === 'object' && fault !== null && depth < 8; depth += 1) {
    yield fault;
    fault = (fault.meta?.driverAdapterError ?? fault.cause) as typeof fault;
  }
}
