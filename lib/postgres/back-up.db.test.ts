import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '#lib/testing/cli.ts';
import { createPostgres } from './postgres.ts';

let folder: string;
const started: { stop(): Promise<void> }[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-backup-'));
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<pg.Pool> {
  const postgres = createPostgres({ dataDir: path.join(folder, name), durable: false });
  const { url } = await postgres.start();
  const pool = new pg.Pool({ connectionString: url('postgres') });
  pool.on('error', () => undefined);
  started.unshift({ stop: () => pool.end().then(() => postgres.stop()) });
  return pool;
}
const backUp = (target: string, env: Record<string, string> = {}) =>
  runCli(['backup', target], { env: { DATA_DIR: path.join(folder, 'data'), ...env }, folder });

test('a copy made while the database is written to starts with all that was committed before', {
  timeout: 120_000,
}, async () => {
  const live = await start('data');
  await live.query('CREATE TABLE job (id serial PRIMARY KEY, text text)');
  await live.query("INSERT INTO job (text) SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
  mkdirSync(path.join(folder, 'data/uploads'));
  writeFileSync(path.join(folder, 'data/uploads/one'), 'a file');
  writeFileSync(path.join(folder, 'data/lock'), '{}');
  let isWriting = true;
  const writing = (async () => {
    while (isWriting)
      await live.query("INSERT INTO job (text) SELECT repeat('y', 1000) FROM generate_series(1, 200)");
  })();
  const { code, stdout } = await backUp('copy');
  isWriting = false;
  await writing;
  expect([code, stdout]).toEqual([0, `${path.join(folder, 'copy')}\n`]);
  expect(readFileSync(path.join(folder, 'copy/uploads/one'), 'utf8')).toBe('a file');
  expect(() => readFileSync(path.join(folder, 'copy/lock'))).toThrow('ENOENT');

  const restored = await start('copy');
  const { rows } = await restored.query<{ first: number; gaps: number; total: number }>(`
    SELECT count(*) FILTER (WHERE text LIKE 'x%')::int AS first, (max(id) - count(*))::int AS gaps, count(*)::int AS total
    FROM job`);
  expect(rows[0]).toMatchObject({ first: 5000, gaps: 0 });
  await restored.query("INSERT INTO job (text) VALUES ('goes on')");
  // The original is as it was, and does not hear of the copy.
  const { rows: original } = await live.query<{ total: number }>(
    "SELECT count(*)::int AS total FROM job WHERE text <> 'goes on'",
  );
  expect(original[0]?.total).toBeGreaterThanOrEqual(rows[0]?.total ?? 0);
  expect((await live.query("SELECT 1 FROM job WHERE text = 'goes on'")).rowCount).toBe(0);
});

test('what cannot be copied, or copied to, is said in a sentence', async () => {
  expect((await backUp('copy')).stderr).toContain('There is no database in');
  mkdirSync(path.join(folder, 'data/postgres'), { recursive: true });
  writeFileSync(path.join(folder, 'data/postgres/PG_VERSION'), '18');
  mkdirSync(path.join(folder, 'there'));
  expect((await backUp('there')).stderr).toContain('it is there already');
  expect((await backUp('copy', { DATABASE_URL: 'postgresql://x' })).stderr).toContain(
    'back it up with its own tools',
  );
  expect((await runCli(['backup'], { env: {}, folder })).code).toBe(2);
});
