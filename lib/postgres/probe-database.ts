import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPooled } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { readDatabaseUrl } from './database-url.ts';
import { explainDatabase } from './explain-database.ts';
import { connect } from './migrate.ts';

export type DatabaseAddress = {
  /** For statements, as every client takes it. */
  url: string;
  /** For what needs a connection of its own; undefined where there is none to be had. */
  directUrl: string | undefined;
};

const oldest = 15;
const hearingMs = 2000;

/**
 * Finds out whether the operator's database has what the product needs, before anything is built on it: version,
 * encoding, rights, a schema to work in, and whether notifications arrive, which they do not through a pool that gives
 * connections away between transactions (PgBouncer's transaction mode). Makes the database where it is missing. Answers the
 * addresses that every part works with. Throws one sentence that says what is missing and what to do.
 */
export async function probeDatabase(
  databaseUrl: string,
  { directUrl, needsEngine }: { directUrl: string | undefined; needsEngine: boolean },
): Promise<DatabaseAddress> {
  const url = readDatabaseUrl(databaseUrl);
  await settleTls(url);
  const client = await connect(url.href);
  try {
    await checkServer(client, url);
    await checkSchema(client, url);
    if (needsEngine) await checkEngineSchema(client, url);
    if (!isPooled(url.href) && !(await hears(client, client, url))) url.searchParams.set('pgbouncer', 'true');
  } catch (error) {
    throw explainDatabase(error, url);
  } finally {
    await client.end().catch(() => {});
  }
  const direct = directUrl === undefined ? undefined : await probeDirect(directUrl, url);
  return { url: url.href, directUrl: direct ?? (isPooled(url.href) ? undefined : url.href) };
}

/** Told where nothing can be listened for. */
export const pooledWords =
  'The database is reached through a pool that gives connections away between transactions: what happens is looked for every second instead of being told at once. DATABASE_DIRECT_URL, past the pool, makes it immediate.';

/** `prefer` and `allow` take TLS where the server has it. */
async function settleTls(url: URL): Promise<void> {
  if (!['prefer', 'allow'].includes(url.searchParams.get('sslmode') ?? '')) return;
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 8000 });
  client.on('error', () => {});
  await client.connect().catch((error: Error) => {
    if (/does not support SSL/.test(error.message)) url.searchParams.set('sslmode', 'disable');
  });
  await client.end().catch(() => {});
}

async function checkServer(client: pg.Client, { host }: URL): Promise<void> {
  const { rows } = await client.query<{
    version: number;
    encoding: string;
    standby: boolean;
    read_only: string;
  }>(
    `SELECT current_setting('server_version_num')::int AS version, pg_is_in_recovery() AS standby,
       (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()) AS encoding,
       current_setting('default_transaction_read_only') AS read_only`,
  );
  const { version = 0, encoding, standby, read_only: readOnly } = rows[0] ?? {};
  if (version < oldest * 10_000)
    refuse(
      `The database server at ${host} is PostgreSQL ${Math.floor(version / 10_000)}: the product needs ${oldest} or newer.`,
    );
  if (standby || readOnly === 'on')
    refuse(
      `The database at ${host} can only be read (a standby, or read-only by setting): name the primary in DATABASE_URL.`,
    );
  if (encoding !== 'UTF8')
    refuse(`The database of DATABASE_URL has the encoding ${encoding}: create one with ENCODING 'UTF8'.`);
}

/** The schema that tables are made in: named, or PostgreSQL's own choice, which Prisma has to be told. */
async function checkSchema(client: pg.Client, url: URL): Promise<void> {
  const named = url.searchParams.get('schema');
  if (named) await makeSchema(client, named);
  const { rows } = await client.query<{
    user: string;
    schema: string | null;
    creates: boolean;
    is_set_up: boolean;
  }>(
    `SELECT current_user AS user, current_schema() AS schema,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS creates,
       to_regclass('_prisma_migrations') IS NOT NULL AS is_set_up`,
  );
  const { user = '', schema = null, creates = false, is_set_up: isSetUp = false } = rows[0] ?? {};
  if (schema === null || (!creates && !isSetUp)) {
    const where = named ?? schema ?? 'public';
    refuse(
      `${user} may not make tables in the schema ${where} of the database: run \`GRANT CREATE, USAGE ON SCHEMA ${where} TO ${user}\` there, or name a schema of its own with ?schema=… in DATABASE_URL.`,
    );
  }
  if (schema !== 'public') url.searchParams.set('schema', schema as string);
}

async function makeSchema(client: pg.Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount) return;
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`).catch((error) => {
    if ((error as { code?: string }).code !== '42501') throw error;
    refuse(
      `There is no schema ${schema} in the database, and the user of DATABASE_URL may not make it: create it first.`,
    );
  });
}

async function checkEngineSchema(client: pg.Client, url: URL): Promise<void> {
  const { rows } = await client.query<{ may: boolean; user: string; database: string }>(
    `SELECT current_user AS user, current_database() AS database,
       CASE WHEN to_regnamespace('engine') IS NULL THEN has_database_privilege(current_database(), 'CREATE')
         ELSE has_schema_privilege('engine', 'CREATE') AND has_schema_privilege('engine', 'USAGE') END AS may`,
  );
  const { may, user, database } = rows[0] ?? {};
  if (!may)
    refuse(
      `${user} may not make the schema “engine”, in which the engine keeps what is under way: let the owner of the database ${database} at ${url.host} run \`CREATE SCHEMA engine AUTHORIZATION ${user}\`, or name an Inngest server (INNGEST_BASE_URL).`,
    );
}

/**
 * Whether what one connection is told to listen for arrives. A busy server has time for it. A pool that is found out is
 * not asked to listen at all: one of its connections would go on listening for whoever has it next.
 */
async function hears(listening: pg.Client, telling: pg.Client, url: URL): Promise<boolean> {
  const channel = `intentui_probe_${randomBytes(6).toString('hex')}`;
  let heard = false;
  const hear = () => {
    heard = true;
  };
  listening.on('notification', hear);
  const other = telling === listening ? new pg.Client({ connectionString: url.href }) : telling;
  other.on('error', () => {});
  try {
    if (other !== telling) await other.connect();
    if (await areOne(listening, other)) return false;
    await listening.query(`LISTEN ${channel}`);
    const deadline = Date.now() + hearingMs;
    while (!heard && Date.now() < deadline) {
      await other.query(`NOTIFY ${channel}`);
      await sleep(50);
    }
    await listening.query(`UNLISTEN ${channel}`);
    return heard;
  } finally {
    listening.off('notification', hear);
    if (other !== telling) await other.end().catch(() => {});
  }
}

/** Whether two open connections have been seen to be one at the database, which gives an idle one to whoever comes next. */
async function areOne(one: pg.Client, other: pg.Client): Promise<boolean> {
  const seen: unknown[] = [];
  for (const client of [one, other, one, other, one, other]) {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    if (client === other && seen.includes(rows[0]?.pid)) return true;
    if (client === one) seen.push(rows[0]?.pid);
  }
  return false;
}

/** The other address has to lead to the same database, and to hear what is said through the first. */
async function probeDirect(text: string, pooled: URL): Promise<string> {
  const setting = 'DATABASE_DIRECT_URL';
  const url = readDatabaseUrl(text, setting);
  for (const name of ['schema', 'options']) {
    const value = pooled.searchParams.get(name);
    if (value && !url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  const clients = [url, pooled].map(
    ({ href }) => new pg.Client({ connectionString: href, connectionTimeoutMillis: 8000 }),
  );
  const [direct, through] = clients as [pg.Client, pg.Client];
  try {
    for (const client of clients) {
      client.on('error', () => {});
      await client.connect();
    }
    if (await hears(direct, through, url)) return url.href;
  } catch (error) {
    throw explainDatabase(error, url, setting);
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
  throw new AppError(
    'invalid_configuration',
    `${setting} does not hear what is said through DATABASE_URL: it has to lead to the same database, past every pool.`,
  );
}

function refuse(words: string): never {
  throw new AppError('invalid_configuration', words);
}
