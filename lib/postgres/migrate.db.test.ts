import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from './migrate.ts';

let directory: string;
let url: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'intentui-migrations-'));
  const fresh = new URL(inject('templateDatabaseUrl'));
  fresh.pathname = `/migrate_${process.pid}_${Date.now()}`;
  url = fresh.href;
});

afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  const name = new URL(url).pathname.slice(1);
  const server = new URL(url);
  server.pathname = '/postgres';
  await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, server.href);
});

async function ask(statement: string, database = url): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(path.join(directory, name), { recursive: true });
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

describe('migrate', () => {
  it('makes the database, applies each migration once and in order of name', async () => {
    write('2_fill', "INSERT INTO a VALUES ('x');");
    write('1_make', 'CREATE TABLE a (b text);');
    expect(await migrate(url, directory)).toEqual(['1_make', '2_fill']);
    expect(await migrate(url, directory)).toEqual([]);
    expect(await ask('SELECT b FROM a')).toEqual([{ b: 'x' }]);
  });

  it("keeps the rows that Prisma's own tools would have written", async () => {
    write('1_make', 'CREATE TABLE a (b text);');
    await migrate(url, directory);
    const [row] = await ask('SELECT * FROM _prisma_migrations');
    expect(row).toMatchObject({
      migration_name: '1_make',
      // printf 'CREATE TABLE a (b text);' | sha256sum
      checksum: '465c064aa06e66fb4864c45ae067a402d8567582d05e8f0980c7114e77d38d47',
      rolled_back_at: null,
      applied_steps_count: 1,
    });
    expect(row?.finished_at).toBeInstanceOf(Date);
  });

  it('applies functions whose body holds semicolons', async () => {
    write('1_f', 'CREATE FUNCTION f() RETURNS int AS $$ BEGIN PERFORM 1; RETURN 7; END $$ LANGUAGE plpgsql;');
    await migrate(url, directory);
    expect(await ask('SELECT f()')).toEqual([{ f: 7 }]);
  });

  it('rolls a failing migration back whole, names it, and applies it once it is mended', async () => {
    write('1_make', 'CREATE TABLE a (b text);');
    write('2_bad', 'CREATE TABLE c (d text); SELECT nonsense;');
    await expect(migrate(url, directory)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/2_bad failed and was rolled back: .*nonsense/),
    });
    expect(await ask("SELECT to_regclass('a') AS a, to_regclass('c') AS c")).toEqual([{ a: 'a', c: null }]);
    write('2_bad', 'CREATE TABLE c (d text);');
    expect(await migrate(url, directory)).toEqual(['2_bad']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    write('1_make', 'CREATE TABLE a (b text);');
    await migrate(url, directory);
    write('1_make', 'CREATE TABLE a (b text, c text);');
    await expect(migrate(url, directory)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('1_make was changed'),
    });
  });

  it('applies everything once when two start at the same time', async () => {
    write('1_make', 'CREATE TABLE a (b text); SELECT pg_sleep(0.1);');
    const both = await Promise.all([migrate(url, directory), migrate(url, directory)]);
    expect(both.flat()).toEqual(['1_make']);
  });

  it('says in one sentence that nobody answers at the URL', async () => {
    await expect(migrate('postgresql://127.0.0.1:1/nothing', directory)).rejects.toMatchObject({
      code: 'database_unavailable',
      message: expect.stringContaining('No database server listens at 127.0.0.1:1'),
    });
  });
});
