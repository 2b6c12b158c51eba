import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProcess } from '#lib/postgres/find-process.ts';
import { lockDataDir } from './lock-data-dir.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-lock-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const write = (holder: object | string) =>
  writeFileSync(path.join(dataDir, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));

describe('lockDataDir', () => {
  it('keeps a second one out, by name of its process, until it is given back', () => {
    const lock = lockDataDir(dataDir);
    expect(lock.isTakenOver).toBe(false);
    expect(() => lockDataDir(dataDir)).toThrow(`process ${process.pid}`);
    lock.release();
    expect(readdirSync(dataDir)).toEqual([]);
    lockDataDir(dataDir).release();
  });

  it('takes over the lock of a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const holder = findProcess(child.pid ?? 0);
    write({ pid: holder?.pid, started: holder?.started });
    expect(() => lockDataDir(dataDir)).toThrow('already using');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(lockDataDir(dataDir).isTakenOver).toBe(true);
  });

  it('is not fooled by another program that has got the number of the killed one', () => {
    write({ pid: process.pid, started: 'long ago' });
    expect(lockDataDir(dataDir).isTakenOver).toBe(true);
  });

  it('takes over a lock that cannot be read', () => {
    write('');
    expect(lockDataDir(dataDir).isTakenOver).toBe(true);
  });
});
