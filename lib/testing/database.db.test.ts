import { afterEach, describe, expect, it } from 'vitest';
import { openDb } from '#lib/db.ts';
import { createTestDatabase } from './database.ts';

const made: { drop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const database of made.splice(0)) await database.drop();
});

describe('createTestDatabase', () => {
  it('gives each caller a migrated database of its own, side by side', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    made.push(one, two);
    await one.db.outbox.create({ data: { eventId: 'e', name: 'n', data: {} } });
    expect(await one.db.outbox.count()).toBe(1);
    expect(await two.db.outbox.count()).toBe(0);
  });

  it('leaves nothing behind when dropped, even under an open connection', async () => {
    const { url, drop } = await createTestDatabase();
    const left = openDb(url);
    expect(await left.outbox.count()).toBe(0);
    await drop();
    await expect(left.outbox.count()).rejects.toThrow();
    await left.$disconnect();
  });
});
