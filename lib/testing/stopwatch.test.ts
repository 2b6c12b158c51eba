import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startStopwatch } from './stopwatch.ts';
import { waitUntil } from './wait-until.ts';

test('waiting counts', async () => {
  const stopwatch = startStopwatch();
  await waitUntil(() => stopwatch.ms() > 200);
});

test('work counts, and holds up all else as long as it takes', () => {
  const stopwatch = startStopwatch();
  const since = process.cpuUsage();
  const spentMs = () => process.cpuUsage(since).user / 1000 + process.cpuUsage(since).system / 1000;
  while (spentMs() < 300);
  expect(stopwatch.ms()).toBeGreaterThan(200);
  expect(stopwatch.longestMs()).toBeGreaterThan(200);
});

test('the time for which a process is stopped does not count', async () => {
  const file = JSON.stringify(path.join(import.meta.dirname, 'stopwatch.ts'));
  const script = `
    const { startStopwatch } = await import(${file});
    const [stopwatch, startedAt] = [startStopwatch(), performance.now()];
    process.stdin.once('data', () => {
      console.log(JSON.stringify({ own: stopwatch.ms(), longest: stopwatch.longestMs(), all: performance.now() - startedAt }));
      process.exit();
    });
    console.log('begun');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  child.kill('SIGCONT');
  child.stdin.write('now\n');
  const [said] = await once(child.stdout, 'data');
  const { own, longest, all } = JSON.parse(String(said));
  expect(all - own).toBeGreaterThan(1500);
  expect(longest).toBeLessThan(1500);
});
