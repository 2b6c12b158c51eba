import { expect, test } from 'vitest';
import { withoutNextTry } from '#lib/server/without-next-try.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { createDownTime } from './down-time.ts';

test('a pause doubles with each failure up to five minutes, and an answer forgets them', () => {
  let time = 0;
  const { log, text } = createTestLog();
  const downTime = createDownTime({ name: 'far', log, firstPauseMs: 1000, now: () => time });
  const pauses = Array.from({ length: 11 }, () => {
    downTime.begin({ reason: 'far is broken.' });
    const began = time;
    while (isDown()) time += 500;
    return (time - began) / 1000;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  downTime.forget();
  downTime.begin({ reason: 'far is broken.' });
  time += 1000;
  expect(isDown()).toBe(false);
  expect(text().split('\n')).toHaveLength(12);

  function isDown(): boolean {
    try {
      downTime.check();
      return false;
    } catch {
      return true;
    }
  }
});

test('while it is down, who asks is told why and how long', () => {
  const downTime = createDownTime({
    name: 'far',
    log: createTestLog().log,
    firstPauseMs: 1000,
    now: () => 0,
  });
  const error = downTime.begin({ reason: 'far is broken.', pauseMs: 600_000 });
  expect(error.message).toBe('far is broken. It is asked again in 10 minutes.');
  expect(() => downTime.check()).toThrow(
    'far was not asked: far is broken. It is asked again in 10 minutes.',
  );
  expect(withoutNextTry(error.message)).toBe('far is broken.');
});
