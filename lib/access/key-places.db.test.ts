import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createKeyPlaces, type KeyPlaces } from './key-places.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const processes: KeyPlaces[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  await database.drop();
});

function startProcess(port: number, everyMs = 60_000): KeyPlaces {
  const process = createKeyPlaces({ db: database.db, port, everyMs });
  processes.push(process);
  return process;
}
const newKey = () => crypto.randomUUID();
const rowsOf = (keyId: string) =>
  database.db.keyPlace.findMany({ where: { keyId }, select: { kind: true, count: true } });
/** As if a process had not been seen for so long. */
const age = (keyId: string, seconds: number) => database.db.$executeRaw`
  UPDATE key_place SET seen_at = seen_at - make_interval(secs => ${seconds}) WHERE key_id = ${keyId}::uuid`;

test('all processes together let a key have so many, however many ask at the same moment', async () => {
  const web = [startProcess(1), startProcess(2), startProcess(3)];
  const [keyId, other] = [newKey(), newKey()];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, (_, index) => web[index % 3]?.take({ keyId, kind: 'streams', most: 7 })),
  );
  const open = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(open).toHaveLength(7);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({
        code: 'too_many_streams',
        message: '7 streams are open, and that is the most at once; close one.',
        retryAfterSeconds: 5,
      });
  // What is closed in one process makes room in another, once.
  open[0]?.();
  open[0]?.();
  await expect.poll(async () => (await rowsOf(keyId)).reduce((sum, { count }) => sum + count, 0)).toBe(6);
  const again = await Promise.allSettled(web.map((one) => one.take({ keyId, kind: 'streams', most: 7 })));
  expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Other keys, and other things of this key, are counted apart.
  await web[0]?.take({ keyId: other, kind: 'streams', most: 1 });
  await web[1]?.take({ keyId, kind: 'sockets', most: 1 });
  await expect(web[2]?.take({ keyId, kind: 'sockets', most: 1 })).rejects.toThrow('1 WebSockets are open');
});

test('nothing is left of what was closed', async () => {
  const keyId = newKey();
  const web = startProcess(4);
  const open = await Promise.all([1, 2].map(() => web.take({ keyId, kind: 'streams', most: 2 })));
  expect(await rowsOf(keyId)).toEqual([{ kind: 'streams', count: 2 }]);
  for (const giveBack of open) giveBack();
  await expect.poll(() => rowsOf(keyId)).toEqual([]);
  await web.take({ keyId, kind: 'streams', most: 1 });
  await web.stop();
  expect(await rowsOf(keyId)).toEqual([]);
});

test('what a process that died had open counts for some seconds, and not at all once its successor is there', async () => {
  const [keyId, other] = [newKey(), newKey()];
  const [died, alive] = [startProcess(5), startProcess(6)];
  await died.take({ keyId, kind: 'streams', most: 1 });
  await died.take({ keyId: other, kind: 'streams', most: 1 });
  await expect(alive.take({ keyId, kind: 'streams', most: 1 })).rejects.toThrow('1 streams are open');
  await age(keyId, 16);
  await alive.take({ keyId, kind: 'streams', most: 1 });
  await expect(alive.take({ keyId: other, kind: 'streams', most: 1 })).rejects.toThrow('1 streams are open');
  await startProcess(5).take({ keyId: other, kind: 'streams', most: 1 });
});

test('a process says that it lives, and what it has open where the database has forgotten', async () => {
  const keyId = newKey();
  const web = startProcess(7, 20);
  const giveBack = await web.take({ keyId, kind: 'streams', most: 3 });
  await age(keyId, 16);
  const isSeen = async () => {
    const [row] = await database.db.$queryRaw<{ seen: boolean }[]>`
      SELECT seen_at > now() - interval '15 seconds' AS seen FROM key_place WHERE key_id = ${keyId}::uuid`;
    return row?.seen;
  };
  await expect.poll(isSeen).toBe(true);
  await database.db.keyPlace.deleteMany({ where: { keyId } });
  await expect.poll(() => rowsOf(keyId)).toEqual([{ kind: 'streams', count: 1 }]);
  giveBack();
  await expect.poll(() => rowsOf(keyId)).toEqual([]);
});

test('a database that is away for a moment takes no place from anybody', async () => {
  const keyId = newKey();
  let isAway = true;
  const web = createKeyPlaces({
    db: {
      $queryRaw: ((...given: Parameters<typeof database.db.$queryRaw>) =>
        isAway ? Promise.reject(new Error('away')) : database.db.$queryRaw(...given)) as never,
      $executeRaw: ((...given: Parameters<typeof database.db.$executeRaw>) =>
        isAway ? Promise.reject(new Error('away')) : database.db.$executeRaw(...given)) as never,
    },
    port: 8,
    everyMs: 20,
  });
  processes.push(web);
  await expect(web.take({ keyId, kind: 'streams', most: 1 })).rejects.toThrow('away');
  isAway = false;
  const giveBack = await web.take({ keyId, kind: 'streams', most: 1 });
  isAway = true;
  giveBack();
  isAway = false;
  await expect.poll(() => rowsOf(keyId)).toEqual([]);
  await web.take({ keyId, kind: 'streams', most: 1 });
});
