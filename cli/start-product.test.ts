import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startProduct } from './start-product.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function start(script: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-cli-'));
  const file = path.join(folder, 'start.js');
  writeFileSync(file, script);
  const started = startProduct(path.join(folder, 'data'), { command: [file] });
  closers.push(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return started;
}

test('its last line is told, without colour, and it ends when it is stopped', async () => {
  const started = start(`
    process.on('SIGTERM', () => { console.log('Stopping'); process.exit(0); });
    console.log('\\x1b[1mRunning\\x1b[0m'); setInterval(() => {}, 1000);`);
  await expect.poll(started.lastLine, { timeout: 30_000 }).toBe('Running');
  expect(started.hasEnded()).toBe(false);
  await started.stop();
  expect(started.hasEnded()).toBe(true);
  expect(started.lastLine()).toBe('Stopping');
});

test('one that ends by itself is known to have ended', async () => {
  const started = start(`console.error('Port 3000 is taken.'); process.exit(1);`);
  await expect.poll(started.hasEnded, { timeout: 30_000 }).toBe(true);
  expect(started.lastLine()).toBe('Port 3000 is taken.');
});
