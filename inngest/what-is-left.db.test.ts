import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';

const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set. An entry is cleared by the process that wrote it.',
};
const query = 'How long does a cache entry live and who clears it?';
/** Whatever waits longer than that holds what it belongs to for as long. */
const longMs = 30_000;

const { setTimeout: set, clearTimeout: clear } = globalThis;
const waiting = new Set<unknown>();
let jobs: TestJobs;
beforeAll(async () => {
  globalThis.setTimeout = Object.assign(
    (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
      const timer = set(() => {
        waiting.delete(timer);
        work(...given);
      }, ms);
      if ((ms ?? 0) > longMs) waiting.add(timer);
      return timer;
    },
    set,
  ) as typeof set;
  globalThis.clearTimeout = ((timer: NodeJS.Timeout) => {
    waiting.delete(timer);
    clear(timer);
  }) as typeof clear;
  jobs = await startTestJobs();
  jobs.use({ sources: [pageSource([page])] });
});
afterAll(async () => {
  await jobs.stop();
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
});

test('jobs that have ended leave no clock behind, which would hold all that their steps had in hand', async () => {
  const run = async (count: number) => {
    const ids = await Promise.all(Array.from({ length: count }, () => jobs.submit('research', { query })));
    for (const id of ids) expect((await jobs.ended(id)).status).toBe('complete');
  };
  await run(1);
  const before = waiting.size;
  await run(6);
  await expect.poll(() => waiting.size).toBeLessThan(before + 6);
});
