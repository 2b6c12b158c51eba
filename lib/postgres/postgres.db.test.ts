import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProcess } from './find-process.ts';
import { createPostgres } from './postgres.ts';

let dataDir: string;
const started: { stop(): Promise<void> }[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-postgres-'));
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function create(options: { port?: number; durable?: boolean } = {}) {
  const postgres = createPostgres({ dataDir, durable: false, ...options });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('createPostgres', { timeout: 60_000 }, () => {
  it('keeps what was written through stop and start, on the same port', async () => {
    const postgres = create();
    const first = await postgres.start();
    await ask(first.url('postgres'), 'CREATE TABLE kept AS SELECT 7 AS n');
    await postgres.stop();
    expect(findProcess(first.pid)).toBeUndefined();
    const second = await postgres.start();
    expect(second.port).toBe(first.port);
    expect(await ask(second.url('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('lets nobody in without the random password, which only its owner can read', async () => {
    const { url } = await create().start();
    const wrong = new URL(url('postgres'));
    wrong.password = 'postgres';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(path.join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
  });

  it('listens on loopback only and has a session of its own, out of reach of Ctrl-C', async () => {
    const { url, pid } = await create().start();
    expect(await ask(url('postgres'), 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await ask(url('postgres'), 'SHOW unix_socket_directories')).toEqual([
      { unix_socket_directories: '' },
    ]);
    if (process.platform === 'linux') expect(groupOf(pid)).not.toBe(groupOf(process.pid));
  });

  it('starts again after kill -9 of the server while its backends are at work', async () => {
    const { url, pid } = await create({ durable: true }).start();
    await ask(url('postgres'), 'CREATE TABLE kept AS SELECT 7 AS n');
    const busy = ask(url('postgres'), 'SELECT pg_sleep(600)').catch(() => undefined);
    process.kill(pid, 'SIGKILL');
    const again = await create().start();
    await busy;
    expect(again.pid).not.toBe(pid);
    expect(await ask(again.url('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('is not fooled by a pid file whose number belongs to another program by now', async () => {
    const postgres = create();
    const { pid } = await postgres.start();
    const file = path.join(dataDir, 'postgres/postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    await postgres.stop();
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'));
    const again = await postgres.start();
    expect(again.pid).not.toBe(pid);
    expect(findProcess(process.pid)).toBeDefined();
  });

  it('takes over a server that already runs on the data directory, and stops it too', async () => {
    const first = await create().start();
    const other = create();
    const second = await other.start();
    expect(second).toMatchObject({ pid: first.pid, port: first.port });
    await other.stop();
    expect(findProcess(first.pid)).toBeUndefined();
  });

  it('makes one cluster and one server of two first starts at once', async () => {
    const [first, second] = await Promise.all([create().start(), create().start()]);
    expect(second.pid).toBe(first.pid);
    expect(await ask(second.url('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('moves to another port when its own is taken, unless the port was asked for', async () => {
    const postgres = create();
    const { port } = await postgres.start();
    await postgres.stop();
    const stranger = await occupy(port);
    try {
      expect((await postgres.start()).port).not.toBe(port);
      await postgres.stop();
      await expect(create({ port }).start()).rejects.toMatchObject({
        code: 'database_unavailable',
        message: expect.stringContaining(`${port} for PostgreSQL is taken`),
      });
    } finally {
      stranger.close();
    }
  });

  it('says what is missing when the password file is gone, and leaves nothing running', async () => {
    const postgres = create();
    await postgres.start();
    await postgres.stop();
    rmSync(path.join(dataDir, 'postgres-password'));
    await expect(postgres.start()).rejects.toThrow(/postgres-password/);
    expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });
});

function groupOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
}
