import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeys } from './keys.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-keys-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('readKeys', () => {
  it('makes random keys once and gives the same ones ever after', () => {
    const keys = readKeys(dataDir);
    expect(keys.signingKey).toMatch(/^[0-9a-f]{64}$/);
    expect(keys.eventKey).not.toBe(keys.signingKey);
    expect(readKeys(dataDir)).toEqual(keys);
  });

  it('gives other keys in another data directory', () => {
    const [one, other] = ['one', 'other'].map((name) => {
      mkdirSync(path.join(dataDir, name));
      return readKeys(path.join(dataDir, name));
    });
    expect(one?.signingKey).not.toBe(other?.signingKey);
    expect(one?.eventKey).not.toBe(other?.eventKey);
  });

  it('leaves nothing but two files that only their owner can read', () => {
    readKeys(dataDir);
    expect(readdirSync(dataDir).sort()).toEqual(['event-key', 'signing-key']);
    for (const name of readdirSync(dataDir)) {
      expect(statSync(path.join(dataDir, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('refuses a file that holds no key instead of signing with it', () => {
    writeFileSync(path.join(dataDir, 'signing-key'), 'not hex');
    expect(() => readKeys(dataDir)).toThrow(/signing-key .* is not a key/);
  });
});
