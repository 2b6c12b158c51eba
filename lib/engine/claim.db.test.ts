import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './contract/test-app.ts';
import { openDatabase } from './database.ts';
import { limits } from './limits.ts';
import { migrateDatabase } from './migrate.ts';
import { createTestDatabase } from './testing/database.ts';

const testDatabase = await createTestDatabase();
await migrateDatabase(testDatabase.url);
const database = openDatabase(testDatabase.url, { statementMs: 60_000 });
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

type Run = {
  id: string;
  lane?: string;
  score?: number;
  keys?: string[];
  limits?: number[];
  functionId?: string;
};

async function accept(runs: Run[]): Promise<void> {
  const events = runs.map(({ id, lane, score = 0, keys = [], limits = [], functionId = 'f' }) => ({
    id,
    name: 'e',
    cancels: false,
    runs: [
      {
        id,
        function_id: functionId,
        dedupe_key: id,
        score,
        lane: lane ?? functionId,
        limit_keys: keys,
        limits,
        cancel_keys: [],
        delay_ms: 0,
      },
    ],
  }));
  const bodies = events.map(({ id }) => JSON.stringify({ id, name: 'e', data: {}, ts: 1 }));
  await database.query('select engine.accept($1, $2)', [JSON.stringify(events), bodies]);
}

type Claimed = { job_id: string; generation: number; run_id: string };
const claim = (count: number, process = 1) =>
  database.query<Claimed>('select * from engine.claim($1, $2, $3)', [
    process,
    count,
    limits.inlineStateBytes,
  ]);
const claimed = async (count: number, process = 1) =>
  (await claim(count, process)).map(({ run_id }) => run_id);
const finish = async ({ job_id, generation, run_id }: Claimed, process = 1) => {
  const [row] = await database.query<{ result: string }>(
    `select result from engine.finish($1, $2, $3, $4, '[]', '{}', 'completed', 'null', '[]', '{}')`,
    [process, job_id, generation, run_id],
  );
  return row?.result;
};
const many = (count: number, run: (n: number) => Run) => Array.from({ length: count }, (_, n) => run(n));

beforeEach(async () => {
  await database.query(
    'truncate engine.event, engine.run, engine.step, engine.job, engine.process, engine.lane cascade',
  );
});

describe('a claim', () => {
  test('takes the lowest score of a lane first', async () => {
    await accept([
      { id: 'b', score: 2 },
      { id: 'a', score: 1 },
      { id: 'c', score: 3 },
    ]);
    expect(await claimed(2)).toEqual(['a', 'b']);
  });

  test('takes a job once, also when two engines claim at the same time', async () => {
    await accept(many(20, (n) => ({ id: `r${n}` })));
    const found = await Promise.all([claimed(15, 1), claimed(15, 2)]);
    expect(found.flat().sort()).toEqual(
      many(20, (n) => ({ id: `r${n}` }))
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('never exceeds a limit, over engines and lanes that share a key', async () => {
    await accept(many(10, (n) => ({ id: `r${n}`, lane: `lane${n % 2}`, keys: ['shared'], limits: [3] })));
    const found = await Promise.all([claimed(10, 1), claimed(10, 2)]);
    expect(found.flat()).toHaveLength(3);
    expect(await claimed(10)).toEqual([]);
  });

  test('honours the smaller of two limits', async () => {
    await accept(many(6, (n) => ({ id: `r${n}`, keys: ['all', 'mine'], limits: [4, 2] })));
    expect(await claimed(10)).toHaveLength(2);
  });

  test('finds what can run behind any number of jobs that cannot', async () => {
    await accept(many(300, (n) => ({ id: `held${n}`, lane: 'a', keys: ['held'], limits: [1] })));
    await accept([{ id: 'free', lane: 'b', score: 1000 }]);
    expect(await claimed(32)).toEqual(['held0', 'free']);
  });

  test('lets functions take turns, so that a flood of one does not hold up another', async () => {
    await accept(many(50, (n) => ({ id: `flood${n}`, functionId: 'flood' })));
    await accept([{ id: 'other', functionId: 'other', score: 1000 }]);
    expect(await claimed(2)).toEqual(['flood0', 'other']);
  });

  test('lets the keys of a function take turns, what they have under way counted', async () => {
    await accept(many(10, (n) => ({ id: `a${n}`, lane: 'f|a', keys: ['a'], limits: [5] })));
    await accept(many(10, (n) => ({ id: `b${n}`, lane: 'f|b', keys: ['b'], limits: [5], score: 100 })));
    const first = await claimed(4);
    expect(first.filter((id) => id.startsWith('a'))).toHaveLength(2);
    await accept(many(10, (n) => ({ id: `c${n}`, lane: 'f|c', keys: ['c'], limits: [5], score: 200 })));
    expect(await claimed(2)).toEqual(['c0', 'c1']);
  });

  test('serves every key of a function in turn when fewer may run than there are keys', async () => {
    for (const key of ['a', 'b', 'c', 'd']) {
      await accept(many(3, (n) => ({ id: `${key}${n}`, lane: `f|${key}`, keys: ['f'], limits: [2] })));
    }
    const served: string[] = [];
    let underWay = await claim(4);
    while (underWay.length > 0) {
      served.push(...underWay.map(({ run_id }) => run_id));
      for (const job of underWay) await finish(job);
      underWay = await claim(4);
    }
    expect(served.slice(0, 4).sort()).toEqual(['a0', 'b0', 'c0', 'd0']);
    expect(served.slice(4, 8).sort()).toEqual(['a1', 'b1', 'c1', 'd1']);
  });

  test('reaches past lanes whose shared key it has just used up', async () => {
    const tenant = (name: string, count: number, score: number) =>
      many(count, (n) => ({ id: `${name}${n}`, lane: `f|${name}|${n}`, keys: [name], limits: [1], score }));
    await accept([...tenant('large', 40, 0), ...tenant('small', 1, 1000)]);
    expect(await claimed(8)).toEqual(['large0', 'small0']);
  });
});

describe('a run that goes ahead', () => {
  const goAhead = async (event: string, ahead = true) => {
    const [row] = await database.query<{ runs: number }>('select engine.go_ahead($1, $2) as runs', [
      event,
      ahead,
    ]);
    return row?.runs;
  };
  const queue = (count: number, name = 'batch') =>
    accept(many(count, (n) => ({ id: `${name}${n}`, score: n, keys: ['jobs'], limits: [3] })));

  test('overtakes all that do not, also when that is told after it was queued, and no slot more is used', async () => {
    await queue(9);
    expect(await claimed(1)).toEqual(['batch0']);
    expect(await goAhead('batch7')).toBe(1);
    expect(await goAhead('batch7')).toBe(1);
    expect(await claimed(1)).toEqual(['batch7']);
    expect(await claimed(9)).toEqual(['batch1']);
  });

  test('takes turns with the others, so that however many go ahead, the others come too', async () => {
    await queue(9);
    const [first] = await claim(1);
    if (first) await finish(first);
    const served: string[] = [];
    for (let n = 0; n < 12; n++) {
      // One more goes ahead with each slot that is free, for ever.
      await accept([{ id: `watched${n}`, score: 1000 + n, keys: ['jobs'], limits: [3] }]);
      await goAhead(`watched${n}`);
      const [next] = await claim(1);
      if (!next) throw new Error('nothing was claimed');
      served.push(next.run_id);
      await finish(next);
    }
    expect(served[0]).toBe('watched0');
    expect(served.filter((id) => id.startsWith('batch'))).toEqual(
      many(6, (n) => ({ id: `batch${n + 1}` })).map(({ id }) => id),
    );
  });

  test('goes back among the others, and what is over or unknown goes nowhere', async () => {
    await queue(4);
    await goAhead('batch3');
    await goAhead('batch3', false);
    const [first] = await claim(1);
    expect(first?.run_id).toBe('batch0');
    if (first) await finish(first);
    expect(await goAhead('batch0')).toBe(0);
    expect(await goAhead('nobody')).toBe(0);
    const lanes = await database.query('select distinct lane from engine.job');
    expect(lanes).toEqual([{ lane: 'f' }]);
  });

  test('stays ahead with what it does next', async () => {
    await queue(3);
    await goAhead('batch2');
    const [job] = await claim(1);
    await database.query('select engine.retry(1, $1, $2, $3, 0)', [
      job?.job_id,
      job?.generation,
      job?.run_id,
    ]);
    await database.query("update engine.job set state = 'ready' where state = 'waiting'");
    await database.query('truncate engine.lane');
    expect(await claimed(2)).toContain('batch2');
  });
});

describe('an answer', () => {
  test('counts once', async () => {
    await accept([{ id: 'a' }]);
    const [job] = await claim(1);
    expect(await finish(job as Claimed)).toBe('done');
    expect(await finish(job as Claimed)).toBe('stale');
  });

  test('that comes after another engine took the job over changes nothing', async () => {
    await accept([{ id: 'a' }]);
    await database.query(
      "insert into engine.process (id, alive_until) overriding system value values (1, now() - interval '1 s')",
    );
    const [first] = await claim(1, 1);
    await database.query('select engine.reclaim(2, $1)', [[]]);
    const [second] = await claim(1, 2);
    expect(second).toMatchObject({ job_id: first?.job_id, generation: 2 });
    expect(await finish(first as Claimed, 1)).toBe('stale');
    expect(await finish(second as Claimed, 2)).toBe('done');
  });

  test.each([
    ['ends the run', `engine.finish(process, job, claim, run, '[]', '{}', 'completed', 'null', '[]', '{}')`],
    ['tells of steps', `engine.advance(process, job, claim, run, '[]', '{}', '[]', '[]', '{}', 1, 100, 100)`],
    ['asks to be tried again', 'engine.retry(process, job, claim, run, 0)'],
    ['gives the claim back', 'engine.release(process, job, claim, run)'],
    [
      'stores a step',
      `engine.checkpoint(job, claim, run, '[{"id":"s","op":"StepRun","name":"s"}]', '{1}', 9, 9)`,
    ],
  ])('that %s after the same engine claimed the job once more changes nothing', async (_, call) => {
    await accept([{ id: 'a' }]);
    const [first] = await claim(1);
    await database.query("update engine.job set claimed_at = claimed_at - interval '6 seconds'");
    await database.query('select engine.reclaim(1, $1)', [[]]);
    const [second] = await claim(1);
    expect(second).toMatchObject({ job_id: first?.job_id, generation: 2 });
    const state = () =>
      database.query(`select j.state, j.attempt, j.generation, r.ended_at, r.step_count
        from engine.job j join engine.run r on r.id = j.run_id`);
    const before = await state();
    const [answer] = await database.query(
      `select ${call} as answer from (values (1, $1::bigint, $2::int, $3)) c(process, job, claim, run)`,
      [first?.job_id, first?.generation, first?.run_id],
    );
    expect(JSON.stringify(answer)).toContain('stale');
    expect(await state()).toEqual(before);
    expect(await finish(second as Claimed)).toBe('done');
  });

  test('that comes after the run was cancelled gives its slot back and changes nothing', async () => {
    await accept([
      { id: 'a', keys: ['k'], limits: [1] },
      { id: 'b', keys: ['k'], limits: [1] },
    ]);
    const [job] = await claim(1);
    await database.query(`select engine.cancel('a', '{}', '[]', '{}')`);
    expect(await claimed(1)).toEqual([]);
    expect(await finish(job as Claimed)).toBe('stale');
    expect(await claimed(1)).toEqual(['b']);
    const rows = await database.query("select status from engine.run where id = 'a'");
    expect(rows).toEqual([{ status: 'cancelled' }]);
  });
});

describe('a claim whose answer was lost', () => {
  test('is given back after a while by the engine that does not know it', async () => {
    await accept([{ id: 'a' }, { id: 'b' }]);
    const jobs = await claim(2, 1);
    await database.query("update engine.job set claimed_at = claimed_at - interval '6 seconds'");
    await database.query('select engine.reclaim(1, $1)', [[jobs[0]?.job_id]]);
    expect(await claimed(2)).toEqual(['b']);
  });
});

describe('an engine that hangs in the middle of a claim', () => {
  test('holds up the others for some seconds and not for ever', async () => {
    await accept([{ id: 'a' }]);
    const hung = new pg.Client({ connectionString: testDatabase.url });
    hung.on('error', () => {}); // its session is about to be ended
    await hung.connect();
    const ended = new Promise<void>((resolve) => hung.once('end', () => resolve()));
    await hung.query('begin');
    await hung.query('select * from engine.claim($1, $2, $3)', [1, 1, limits.inlineStateBytes]);
    const waiting = claimed(1, 2);
    let isOver = false;
    waiting.then(() => {
      isOver = true;
    });
    await eventually(async () => {
      await database.query('select engine.reclaim(2, $1)', [[]]);
      expect(isOver).toBe(true);
    }, 100_000);
    expect(await waiting).toEqual(['a']);
    await ended;
  });
});
