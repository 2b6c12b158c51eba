import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../contract/test-app.ts';
import { type Database, openDatabase } from '../database.ts';
import { migrateDatabase } from '../migrate.ts';
import { createTestDatabase } from '../testing/database.ts';
import { notifyChannel } from './frame.ts';
import { createPublisher } from './publisher.ts';

const testDatabase = await createTestDatabase();
const database = openDatabase(testDatabase.url, { poolSize: 2 });
const listener = new pg.Client({ connectionString: testDatabase.url });
const heard: string[] = [];
let statements = 0;
/** Counts the commits; each takes a moment, as on a disk. */
const counted: Database = {
  ...database,
  async query(text, values) {
    statements += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return database.query(text, values);
  },
};

beforeAll(async () => {
  await migrateDatabase(testDatabase.url);
  await listener.connect();
  listener.on('notification', ({ payload = '' }) => heard.push(payload));
  await listener.query(`listen ${notifyChannel}`);
});
afterAll(async () => {
  await listener.end();
  await database.close();
  await testDatabase.drop();
});

const message = (frame: unknown, runId: string | null = null) => ({
  runId,
  channel: 'c',
  frame: JSON.stringify({ frame }),
});

test('a flood of messages costs few commits and few notifications, and keeps its order, small and large', async () => {
  const { publish } = createPublisher(counted);
  const sizes = Array.from({ length: 200 }, (_, n) => (n % 50 === 25 ? 9_000 : n % 7 === 0 ? 3_000 : 60));
  const messages = sizes.map((size, n) => message({ n, text: 'é'.repeat(size / 2) }));
  await Promise.all(messages.map((each) => publish([each])));
  expect(statements).toBeLessThanOrEqual(3);
  await publish([message('last')]);
  await eventually(() => expect(heard.at(-1)).toContain('last'));
  const frames: string[] = [];
  for (const payload of heard) {
    if (payload.startsWith('{')) frames.push(...payload.split('\n'));
    else {
      const rows = await database.query<{ frame: string }>('select frame from engine.message where id = $1', [
        payload,
      ]);
      frames.push(rows[0]?.frame ?? '');
    }
  }
  expect(frames).toEqual([...messages, message('last')].map(({ frame }) => frame));
  expect(heard.length).toBeLessThan(messages.length / 3);
});

test('what cannot be published is told to those whose it was, and the next goes on', async () => {
  let isAway = true;
  const { publish } = createPublisher({
    ...database,
    query: (text, values) => (isAway ? Promise.reject(new Error('away')) : database.query(text, values)),
  });
  await expect(publish([message('lost')])).rejects.toThrow('away');
  isAway = false;
  await publish([message('found')]);
  await eventually(() => expect(heard.at(-1)).toContain('found'));
});
