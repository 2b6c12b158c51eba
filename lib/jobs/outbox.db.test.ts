import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { type EngineEvent, sendOutbox } from './outbox.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('sends each event once in order, shared by several senders; what the engine refuses stays', async () => {
  const { db } = database;
  await db.outbox.createMany({
    data: Array.from({ length: 30 }, (_, index) => ({
      eventId: `e-${index}`,
      name: 'job/x',
      data: { index },
    })),
  });
  const refused = sendOutbox({ db, send: () => Promise.reject(new Error('engine down')) });
  await expect(refused).rejects.toThrow('engine down');
  expect(await db.outbox.count({ where: { sentAt: null } })).toBe(30);

  const sent: EngineEvent[] = [];
  // Nobody is done before all have read what they will send.
  const allHaveRead = Promise.withResolvers<void>();
  let senders = 0;
  const send = async (events: EngineEvent[]) => {
    sent.push(...events);
    senders += 1;
    if (senders === 3) allHaveRead.resolve();
    await allHaveRead.promise;
  };
  const counts = await Promise.all([1, 2, 3].map(() => sendOutbox({ db, send, limit: 10 })));
  expect(counts).toEqual([10, 10, 10]);
  expect(sent.map(({ id }) => id).sort()).toEqual(
    Array.from({ length: 30 }, (_, index) => `e-${index}`).sort(),
  );
  expect(await sendOutbox({ db, send })).toBe(0);
});
