import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrateDatabase, startEngineProcess } from '#lib/engine/testing/index.ts';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { startProgram } from '../program.ts';
import { type Database, keys, startDatabase } from '../server.ts';
import type { AppOptions } from './app-process.ts';
import { installWitness, type Query } from './witness.ts';

export type TrialOptions = { runs: number; seconds: number; stepMs: number };
type EngineProcess = Awaited<ReturnType<typeof startEngineProcess>>;

/** What is done to the machinery while the runs go on. */
export type Trial = {
  database: Database;
  query: Query;
  engines: EngineProcess[];
  /** Starts an engine; the first one, and whoever takes its place, at the port the app knows. */
  startEngine(port?: number): Promise<EngineProcess>;
  port: number;
  secondsLeft(): number;
};

/**
 * Sends runs of five steps evenly over a time, every fifth with a sleep of up to 20 s, while `disturb` does its worst;
 * then waits until all are over. Resolves with the database still up; `stop` ends everything.
 */
export async function runTrial(options: TrialOptions, disturb: (trial: Trial) => Promise<void>) {
  const database = await startDatabase();
  await migrateDatabase(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 2, connectionTimeoutMillis: 5000 });
  pool.on('error', () => {});
  const query: Query = async (text, values) => {
    for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
      try {
        return (await pool.query(text, values)).rows;
      } catch (error) {
        if (Date.now() > deadline || /^(22|23|42)/.test((error as { code?: string }).code ?? '')) throw error;
      }
    }
  };
  await installWitness(query);
  const port = await findFreePort();
  const app = await startApp({
    ...keys,
    databaseUrl: database.url,
    baseUrl: `http://127.0.0.1:${port}`,
    stepMs: options.stepMs,
  });
  const engines: EngineProcess[] = [];
  const endsAt = Date.now() + options.seconds * 1000;
  const trial: Trial = {
    ...{ database, query, engines, port },
    async startEngine(at = port) {
      const engine = await startEngineProcess({
        ...keys,
        databaseUrl: database.url,
        appUrl: app.url,
        port: at,
      });
      engines.push(engine);
      return engine;
    },
    secondsLeft: () => (endsAt - Date.now()) / 1000,
  };
  async function stop(): Promise<void> {
    for (const { child } of engines) child.kill('SIGKILL');
    app.child.kill();
    await pool.end();
    await database.stop();
  }
  try {
    await trial.startEngine();
    await untilRegistered(query);
    const [sent] = await Promise.all([sendAll(options, engines), disturb(trial)]);
    await untilOver(query, options);
    return { ...trial, sent, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startApp(options: AppOptions) {
  const { child, next } = startProgram('kill/app-process.ts', JSON.stringify(options));
  const { url } = await next<{ url: string }>();
  return { child, url };
}

async function untilRegistered(query: Query): Promise<void> {
  while ((await query('select 1 from engine.function')).length === 0) await sleep(50);
}

/**
 * Sends the events one by one, where there are two engines in turn to each, and again to the first until it is
 * acknowledged; its id keeps it from counting twice.
 */
async function sendAll({ runs, seconds }: TrialOptions, engines: EngineProcess[]): Promise<string[]> {
  const startedAt = Date.now();
  const sending = Array.from({ length: runs }, async (_, index) => {
    await sleep(startedAt + (index / runs) * seconds * 1000 - Date.now());
    const napMs = index % 5 === 0 ? 1000 * (2 + Math.floor(Math.random() * 19)) : undefined;
    const event = { id: `event-${index}`, name: 'bench/work', data: { napMs, checkpointing: index % 4 < 2 } };
    for (let at = index % 2 === 0 ? 0 : -1; !(await send(engines.at(at)?.port ?? 0, event)); at = 0)
      await sleep(200);
    return event.id;
  });
  return Promise.all(sending);
}

const send = (port: number, event: object): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/e/${keys.eventKey}`, {
    method: 'POST',
    body: JSON.stringify([event]),
    signal: AbortSignal.timeout(10_000),
  }).then(
    (response) => response.ok,
    () => false,
  );

async function untilOver(query: Query, { seconds }: TrialOptions): Promise<void> {
  for (const deadline = Date.now() + (seconds + 120) * 1000; Date.now() < deadline; await sleep(500)) {
    const [row] = await query<{ open: number }>(
      'select count(*)::int as open from engine.run where ended_at is null',
    );
    if (row?.open === 0) return;
  }
}
