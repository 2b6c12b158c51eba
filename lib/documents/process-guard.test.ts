import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';

/** How a process ends that does a piece of work under the guard, given so much of the processor's time. */
async function endOf(work: string, cpuMs: number) {
  const script = `
    import { setTimeout as wait } from 'node:timers/promises';
    import { guardProcess } from './lib/documents/process-guard.ts';
    const busy = (ms) => { for (const from = performance.now(); performance.now() - from < ms; ); };
    const { within } = guardProcess();
    await within(${cpuMs}, async () => { ${work} });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

test('who keeps the processor for longer than is given is ended, though nothing else runs in that thread', async () => {
  expect(await endOf('busy(60_000);', 300)).toBe('SIGKILL');
}, 120_000);

test('who waits is not, however long, nor who does what is due to others', async () => {
  expect(await endOf('await wait(1500);', 500)).toBe(0);
  expect(await endOf('}); busy(800); await within(500, async () => {', 500)).toBe(0);
}, 60_000);
