import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

/** Turns without a pause, each as long as the work that it is taken for. */
function inTurns(atOnce: number) {
  const limit = createRateLimit({ name: 'Library', atOnce, maxWaiting: 12 });
  return {
    async run<T>(work: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
      const release = await limit.take(signal);
      try {
        return await work();
      } finally {
        release({ pauseMs: 0 });
      }
    },
  };
}

test('no more than so many are under way, in the order in which they came', async () => {
  const queue = inTurns(2);
  const { signal } = new AbortController();
  const started: number[] = [];
  let busy = 0;
  let most = 0;
  const works = [0, 1, 2, 3, 4].map((number) =>
    queue.run(
      async () => {
        started.push(number);
        busy += 1;
        most = Math.max(most, busy);
        await new Promise((resolve) => setImmediate(resolve));
        busy -= 1;
        if (number === 1) throw new Error('one');
        return number;
      },
      { signal },
    ),
  );
  const ends = await Promise.allSettled(works);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('who stops waiting is let go at once, never starts, and takes nobody’s place', async () => {
  const queue = inTurns(1);
  const { signal } = new AbortController();
  const first = Promise.withResolvers<void>();
  const running = queue.run(() => first.promise, { signal });
  const leaving = new AbortController();
  let hasStarted = false;
  const left = queue.run(
    async () => {
      hasStarted = true;
    },
    { signal: leaving.signal },
  );
  const next = queue.run(async () => 'next', { signal });
  leaving.abort(new Error('cancelled'));
  await expect(left).rejects.toThrow('cancelled');
  first.resolve();
  await running;
  expect(await next).toBe('next');
  expect(hasStarted).toBe(false);
  expect(await queue.run(async () => 'free', { signal })).toBe('free');
});
