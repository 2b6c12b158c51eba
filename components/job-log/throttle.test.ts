import { expect, test } from 'vitest';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { throttle } from './throttle.ts';

test('the first call works at once, a burst once more, and the last call is seen by a run that began after it', async () => {
  let state = 0;
  const seen: number[] = [];
  let finish = () => {};
  const call = throttle(
    () => {
      seen.push(state);
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
    { everyMs: 1 },
  );
  call();
  expect(seen).toEqual([0]);
  for (state = 1; state < 10; state += 1) call();
  expect(seen).toEqual([0]);
  finish();
  await waitUntil(() => seen.length === 2);
  expect(seen).toEqual([0, 10]);
  finish();
});

test('work that fails does not end it', async () => {
  let runs = 0;
  const call = throttle(
    async () => {
      runs += 1;
      throw new Error('no');
    },
    { everyMs: 1 },
  );
  await waitUntil(() => {
    call();
    return runs >= 3;
  });
});

test('calls in a row are kept apart', async () => {
  const starts: number[] = [];
  const call = throttle(async () => void starts.push(performance.now()), { everyMs: 40 });
  await waitUntil(
    () => {
      call();
      return starts.length >= 3;
    },
    { everyMs: 1 },
  );
  expect((starts[2] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(70);
});
