import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '#lib/db.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { createHostTurns } from './host-turns.ts';
import { createSharedTurns } from './shared-turns.ts';

const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let others: ReturnType<typeof openDb>[];
beforeAll(async () => {
  database = await createTestDatabase();
  others = [openDb(database.url), openDb(database.url)];
});
afterAll(async () => {
  await Promise.all(others.map((one) => one.$disconnect()));
  await database.drop();
});

/** Turns as two processes on one database take them. */
function twoProcesses({ pauseMs = 1, turnSeconds = 40 } = {}) {
  const { log, text } = createTestLog();
  const [one, two] = others.map((db) =>
    createHostTurns({ pauseMs, shared: createSharedTurns({ db, log, turnSeconds }) }),
  );
  return { one: one ?? expect.fail(), two: two ?? expect.fail(), logged: text };
}

/** Work that goes on until it is told to end, and knows how many are at it. */
function workplace() {
  let most = 0;
  const open = new Set<() => void>();
  return {
    work: () =>
      new Promise<void>((resolve) => {
        const end = () => {
          open.delete(end);
          resolve();
        };
        open.add(end);
        most = Math.max(most, open.size);
      }),
    atWork: () => open.size,
    most: () => most,
    endOne: () => [...open][0]?.(),
  };
}

test('two requests at a time go to a host, however many processes ask, and all get there', async () => {
  const { one, two } = twoProcesses();
  const { work, atWork, most, endOne } = workplace();
  const count = 8;
  const all = Array.from({ length: count }, (_, at) =>
    (at % 2 ? one : two).take('a.example', work, { signal }),
  );
  let done = 0;
  for (const each of all) void each.then(() => (done += 1));
  while (done < count) {
    await expect.poll(() => atWork() > 0 || done === count, { timeout: 30_000, interval: 5 }).toBe(true);
    endOne();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all(all);
  expect(most()).toBe(2);
}, 60_000);

test('a host that asks to be left alone is left alone by all, and others are not', async () => {
  const { one, two } = twoProcesses();
  await one.rest('tired.example', 600);
  await expect(two.take('tired.example', async () => 'read', { signal })).rejects.toMatchObject({
    code: 'source_failed',
    message: 'tired.example asks to be left alone for now.',
  });
  expect(await two.take('awake.example', async () => 'read', { signal })).toBe('read');
});

test('a short rest is waited for, and so is the pause that a robots.txt asks for', async () => {
  const { one, two } = twoProcesses();
  const restsFrom = performance.now();
  await one.rest('short.example', 0.4);
  await two.take('short.example', async () => {}, { signal });
  expect(performance.now() - restsFrom).toBeGreaterThan(350);
  const ends: number[] = [];
  const visit = async () => void ends.push(performance.now());
  await Promise.all([
    one.take('slow.example', visit, { signal, pauseSeconds: 0.5 }),
    one.take('slow.example', visit, { signal, pauseSeconds: 0.5 }),
  ]);
  await two.take('slow.example', visit, { signal });
  expect((ends[2] ?? 0) - (ends[0] ?? 0)).toBeGreaterThan(450);
});

test('the turns of a process that died come free by themselves', async () => {
  const { one, two } = twoProcesses({ turnSeconds: 0.3 });
  const dead = [1, 2].map(() => one.take('left.example', () => new Promise<never>(() => {}), { signal }));
  void Promise.allSettled(dead);
  expect(await two.take('left.example', async () => 'read', { signal })).toBe('read');
});

test('who leaves the queue leaves it at once, and holds nothing', async () => {
  const { one, two } = twoProcesses();
  const { work, atWork, endOne } = workplace();
  const held = [one.take('full.example', work, { signal }), one.take('full.example', work, { signal })];
  await expect.poll(atWork, { timeout: 30_000 }).toBe(2);
  const leaving = new AbortController();
  const left = two.take('full.example', async () => 'read', { signal: leaving.signal });
  leaving.abort(new Error('cancelled'));
  await expect(left).rejects.toThrow();
  endOne();
  endOne();
  await Promise.all(held);
  expect(await two.take('full.example', async () => 'read', { signal })).toBe('read');
});

test('without a database each process keeps to its own turns, and says so', async () => {
  const { log, text } = createTestLog();
  const db = openDb('postgres://nobody@127.0.0.1:9/none', { patienceMs: 300 });
  const turns = createHostTurns({ pauseMs: 1, shared: createSharedTurns({ db, log }) });
  expect(await turns.take('a.example', async () => 'read', { signal })).toBe('read');
  await turns.rest('a.example', 600);
  expect(text()).toContain('turns at hosts are not shared with other processes for now');
  await db.$disconnect();
});

test('which hosts were visited is not kept', async () => {
  const { one } = twoProcesses();
  await one.take('canary.example', async () => {}, { signal });
  const rows = await database.db.hostTurn.findMany();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain('example');
});
