import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { findProcess } from '#lib/postgres/find-process.ts';

let dataDir: string;
const servers: Server[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-start-'));
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function listen(answer: RequestListener = (_, response) => response.end()): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Runs `npm start` where it must refuse, and returns how: code, what it said, how long it took. */
async function refuse(env: Record<string, string>) {
  const began = performance.now();
  const settings = {
    DATA_DIR: dataDir,
    PORT: String(await findFreePort()),
    ENGINE_PORT: String(await findFreePort()),
  };
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, DATABASE_URL: '', INNGEST_BASE_URL: '', INNGEST_DEV: '', ...settings, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said: said.trim(), tookMs: performance.now() - began };
}

describe('npm start', { timeout: 120_000 }, () => {
  it('refuses a taken port in one sentence, with nothing left running', async () => {
    const port = await listen();
    const { code, said } = await refuse({ PORT: String(port) });
    expect(code).toBe(1);
    expect(said).toBe(`Port ${port} is taken: stop the program that uses it, or set PORT to another port.`);
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);
    expect(existsSync(path.join(dataDir, 'lock'))).toBe(false);
  });

  it('tells an Inngest server on the port of the engine from any other program, and how to use it', async () => {
    const inngest = await listen((_, response) => response.end(JSON.stringify({ functions: [] })));
    const { code, said } = await refuse({ ENGINE_PORT: String(inngest) });
    expect(code).toBe(1);
    expect(said).toBe(
      `An Inngest server already runs on port ${inngest}: set INNGEST_DEV=http://127.0.0.1:${inngest} to use it, or ENGINE_PORT to another port.`,
    );
    const other = await listen();
    expect((await refuse({ ENGINE_PORT: String(other) })).said).toMatch(/^Port \d+ is taken: .* ENGINE_PORT/);
  });

  it.each([
    ['self-hosted', { INNGEST_BASE_URL: 'http://127.0.0.1:1' }],
    [
      'Cloud, by its keys',
      { INNGEST_SIGNING_KEY: 'signkey-prod-0123456789abcdef', INNGEST_EVENT_KEY: 'a-key' },
    ],
    ['a dev server', { INNGEST_DEV: 'http://127.0.0.1:1' }],
  ])('starts no engine of its own where Inngest is named: %s', async (_, settings) => {
    const taken = await listen();
    const { said } = await refuse({
      ENGINE_PORT: String(taken),
      DATABASE_URL: `postgresql://127.0.0.1:${taken}/mine`,
      ...settings,
    });
    expect(said).toMatch(/^The server at .* hung up at once: .*no PostgreSQL.*$/); // the port of the engine was no matter
  });

  it('refuses a data directory that another start holds', async () => {
    const { started } = findProcess(process.pid) ?? {};
    writeFileSync(path.join(dataDir, 'lock'), JSON.stringify({ pid: process.pid, started }));
    const { code, said } = await refuse({});
    expect(code).toBe(1);
    expect(said).toMatch(/^Another instance is already using this data directory .*$/);
  });

  it('refuses a database that cannot be reached, within 10 s and without its password', async () => {
    const { tookMs: startMs } = await refuse({ PORT: 'many' }); // what it takes here and now to start at all
    const { code, said, tookMs } = await refuse({ DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/mine' });
    expect(code).toBe(1);
    expect(said).toMatch(/^No database server listens at 127\.0\.0\.1:1: .*$/);
    expect(said).not.toContain('secret');
    expect(tookMs).toBeLessThan(10_000 + 3 * startMs);
  });

  it('refuses a port of the database on which something else answers', async () => {
    const port = await listen();
    const { code, said } = await refuse({ DATABASE_URL: `postgresql://127.0.0.1:${port}/mine` });
    expect(code).toBe(1);
    expect(said).toMatch(/^The server at .* hung up at once: .*no PostgreSQL.*$/);
  });

  it.runIf(process.platform === 'linux')('refuses a data directory where none can be made', async () => {
    const { code, said } = await refuse({ DATA_DIR: '/proc/nothing/at/all' });
    expect(code).toBe(1);
    expect(said).toMatch(/^DATA_DIR .* cannot be made or written by this user.*$/);
  });

  it('refuses a data directory that is a file', async () => {
    const file = path.join(dataDir, 'notes.txt');
    writeFileSync(file, '');
    const { code, said } = await refuse({ DATA_DIR: file });
    expect(code).toBe(1);
    expect(said).toMatch(/^DATA_DIR .*notes\.txt cannot be made or written by this user: .*it is a file.*$/);
  });

  it('names every faulty setting at once', async () => {
    const { code, said } = await refuse({ PORT: 'many', JOB_MAX_CONCURRENT: '0' });
    expect(code).toBe(1);
    expect(said).toMatch(/^Please correct these settings: PORT: .*; JOB_MAX_CONCURRENT: .*$/);
  });

  it('refuses a folder of documents that is none', async () => {
    const folder = path.join(dataDir, 'nowhere');
    const { code, said } = await refuse({ DOCUMENTS_DIR: folder });
    expect(code).toBe(1);
    expect(said).toBe(`${folder}, which DOCUMENTS_DIR names, is not a folder that can be read.`);
  });

  it('refuses a data directory that cannot be made or written', async () => {
    writeFileSync(path.join(dataDir, 'file'), '');
    const { code, said } = await refuse({ DATA_DIR: path.join(dataDir, 'file/inside') });
    expect(code).toBe(1);
    expect(said).toMatch(/^DATA_DIR .* cannot be made or written by this user: .*$/);
  });
});
