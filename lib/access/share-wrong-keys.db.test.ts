import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { shareWrongKeys } from './share-wrong-keys.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('wrong keys of an address are counted over all processes until the window is over', async () => {
  const { db } = database;
  const tell = (a: number, b: number) =>
    shareWrongKeys(db, [
      { address: 'a', count: a },
      { address: 'b', count: b },
    ]);
  const [a, b] = await tell(2, 1);
  expect([a?.address, b?.address]).toEqual(['a', 'b']);
  for (const tally of [a, b]) {
    expect(tally?.resetSeconds).toBeGreaterThanOrEqual(0);
    expect(tally?.resetSeconds).toBeLessThanOrEqual(10);
  }
  await db.$executeRaw`UPDATE wrong_key SET window_start = window_start - interval '10 seconds', count = 50`;
  expect((await tell(2, 1)).map(({ count }) => count)).toEqual([2, 1]);
});

test('processes that tell of the same addresses at the same moment count every one', async () => {
  const addresses = ['p', 'q', 'r'];
  const { db } = database;
  for (let round = 0; round < 20; round += 1) {
    await db.wrongKey.deleteMany();
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        shareWrongKeys(
          db,
          addresses.map((address) => ({ address, count: 1 })),
        ),
      ),
    );
    const rows = await db.wrongKey.findMany();
    // Unless a window ended in between.
    if (rows.every(({ count }) => count === 4)) return;
  }
  expect.fail('some were not counted');
});
