import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { openDatabase } from './database.ts';
import { createEngine } from './engine.ts';
import { limits } from './limits.ts';
import { lockClass, migrateDatabase } from './migrate.ts';
import { placeOf } from './place-of.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const testDatabase = await createTestDatabase();
await migrateDatabase(testDatabase.url);
const database = openDatabase(testDatabase.url, { poolSize: 2 });
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await database.query('truncate engine.event, engine.run, engine.step, engine.job, engine.process cascade');
});

type Claimed = {
  job_id: string;
  generation: number;
  run_id: string;
  kind: string;
  step_id: string;
  steps: Record<string, unknown>;
  stack: string[];
};
const claim = (process: number, count = 10) =>
  database.query<Claimed>('select * from engine.claim($1, $2, $3)', [
    process,
    count,
    limits.inlineStateBytes,
  ]);

async function accept(ids: string[]): Promise<void> {
  const events = ids.map((id) => ({
    id,
    name: 'takeover/e',
    cancels: false,
    runs: [
      {
        id: `run-${id}`,
        function_id: 'takeover',
        dedupe_key: id,
        score: 0,
        lane: 'takeover',
        limit_keys: [],
        limits: [],
        cancel_keys: [],
        delay_ms: 0,
      },
    ],
  }));
  const bodies = ids.map((id) => JSON.stringify({ id, name: 'takeover/e', data: {}, ts: 1 }));
  await database.query('select engine.accept($1, $2)', [JSON.stringify(events), bodies]);
}

async function startedProcess(owner: string | null): Promise<number> {
  const [row] = await database.query<{ id: number }>(
    "insert into engine.process (alive_until, owner) values (now() + interval '1 hour', $1) returning id",
    [owner],
  );
  return row?.id ?? 0;
}

describe('an engine that listens where another did', () => {
  test('takes over its claims at once, though nothing else tells yet that it is dead, and nobody else’s', async () => {
    const app = createTestApp();
    app.define((inngest) =>
      inngest.createFunction({ id: 'takeover', triggers: [{ event: 'takeover/e' }] }, async () => 'done'),
    );
    const held = new pg.Client({ connectionString: testDatabase.url });
    await held.connect();
    let next: ReturnType<typeof createEngine> | undefined;
    try {
      let port = 0;
      let options = { ...keys, databaseUrl: testDatabase.url, appUrl: '' };
      let first: ReturnType<typeof createEngine> | undefined;
      await app.start(async ({ url }) => {
        options = { ...options, appUrl: url };
        first = createEngine({ ...options, port: 0 });
        port = (await first.start()).port;
        return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: async () => first?.stop() };
      });
      const fn = await eventually(async () => {
        const rows = await database.query<{ id: string }>('select id from engine.function');
        expect(rows).toHaveLength(1);
        return rows[0]?.id;
      });
      await first?.stop();
      await accept(['mine', 'others']);
      for (const table of ['run', 'job'])
        await database.query(`update engine.${table} set function_id = $1`, [fn]);
      const before = await startedProcess(placeOf({ host: '127.0.0.1', port }));
      const other = await startedProcess(placeOf({ host: '127.0.0.1', port: port + 1 }));
      for (const id of [before, other]) {
        await held.query('select pg_advisory_lock($1, $2)', [lockClass, id]);
        expect(await claim(id, 1)).toHaveLength(1);
      }
      next = createEngine({ ...options, port });
      await next.start();
      const over = 'select count(*)::int as over from engine.run where ended_at is not null';
      await eventually(async () => expect(await database.query(over)).toEqual([{ over: 1 }]));
      const left = await database.query("select claimed_by from engine.job where state = 'claimed'");
      expect(left).toEqual([{ claimed_by: `${other}` }]);
    } finally {
      await next?.stop();
      await app.stop();
      await held.end();
    }
  });

  test('is known by this start of the machine, its network and its address', () => {
    const place = placeOf({ host: '127.0.0.1', port: 8288 });
    expect(place).toBe(placeOf({ host: '127.0.0.1', port: 8288 }));
    expect(place).not.toBe(placeOf({ host: '127.0.0.1', port: 8289 }));
    expect(place).toContain('127.0.0.1:8288');
  });
});

describe('a job that was lost three times', () => {
  const lose = async (times: number) => {
    for (let n = 0; n < times; n++) {
      const gone = await startedProcess(null);
      await database.query("update engine.process set alive_until = now() - interval '1 s' where id = $1", [
        gone,
      ]);
      await claim(gone);
      await database.query('select engine.reclaim(0, $1)', [[]]);
    }
  };
  const store = ({ job_id, generation, run_id }: Claimed) =>
    database.query<{ result: string }>(
      'select engine.checkpoint($1, $2, $3, $4, $5, 1000, 1000000) as result',
      [
        job_id,
        generation,
        run_id,
        JSON.stringify([{ id: 'h', op: 'StepRun', name: 'step', attempt: 0 }]),
        ['{"data":1}'],
      ],
    );

  test('runs alone until it has stored a step; then the next one may, and nobody waits for its end', async () => {
    await accept(['a', 'b', 'c']);
    await lose(2);
    expect(await claim(1)).toHaveLength(3);
    await database.query("update engine.job set state = 'ready', claimed_by = null");
    await lose(1);
    const [first, ...more] = await claim(1);
    expect(more).toEqual([]);
    expect(await claim(1)).toEqual([]);
    if (!first) throw new Error('nothing was claimed');
    expect(await store(first)).toEqual([{ result: 'freed' }]);
    const [second, ...others] = await claim(1);
    expect(second?.run_id).not.toBe(first.run_id);
    expect(others).toEqual([]);
    // Its answer still counts, and what it does next is a job like any other.
    expect(await store(first)).toEqual([{ result: 'done' }]);
    expect(
      await database.query('select lane, limit_keys, losses from engine.job where id = $1', [first.job_id]),
    ).toEqual([{ lane: 'takeover', limit_keys: [], losses: 0 }]);
  });
});

describe('one of several parallel steps', () => {
  const advance = (job: Claimed, steps: string[], plans: string[]) =>
    database.query('select engine.advance(1, $1, $2, $3, $4, $5, $6, $7, $8, 2, 1000, 1000000) as result', [
      job.job_id,
      job.generation,
      job.run_id,
      JSON.stringify(steps.map((id) => ({ id, op: 'StepRun', name: id, attempt: 0 }))),
      steps.map((id) => JSON.stringify({ data: id })),
      JSON.stringify(plans.map((id) => ({ kind: 'step', step_id: id, name: id }))),
      '[]',
      [],
    ]);

  test('is called with the steps that were there when it was planned, and what follows with all', async () => {
    await accept(['wide']);
    const [call] = await claim(1);
    if (!call) throw new Error('nothing was claimed');
    await advance(call, ['before'], ['one', 'two', 'three']);
    const [one] = await claim(1, 1);
    if (!one) throw new Error('nothing was claimed');
    await advance(one, [one.step_id], []);
    const left = await claim(1);
    expect(left.map(({ steps, stack }) => ({ known: Object.keys(steps), stack }))).toEqual(
      left.map(() => ({ known: ['before'], stack: ['before'] })),
    );
    expect([one, ...left].map(({ step_id }) => step_id).sort()).toEqual(['one', 'three', 'two']);
    for (const job of left) await advance(job, [job.step_id], []);
    const [next] = await claim(1);
    expect(next?.kind).toBe('call');
    expect(next?.stack).toEqual(['before', one.step_id, ...left.map(({ step_id }) => step_id)]);
    expect(Object.keys(next?.steps ?? {}).sort()).toEqual(['before', 'one', 'three', 'two']);
  });
});
