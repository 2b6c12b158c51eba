import { expect, test } from 'vitest';
import { createDownTime } from '#lib/mcp/down-time.ts';
import { createBreaker } from '#lib/sources/web-api/breaker.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { withoutNextTry } from './without-next-try.ts';

const reasonOf = (work: () => void): string => {
  try {
    work();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return '';
};

test('whoever leaves a source alone, its reason stays the same while the time passes', () => {
  let time = 0;
  const now = () => time;
  const breaker = createBreaker({ name: 'far', now });
  const downTime = createDownTime({ name: 'far', log: createTestLog().log, firstPauseMs: 1000, now });
  const begun = [
    breaker.open({ seconds: 600, reason: 'far is broken', cause: undefined }).message,
    downTime.begin({ reason: 'far is broken.', pauseMs: 600_000 }).message,
  ];
  expect(begun.map(withoutNextTry)).toEqual(['far is broken.', 'far is broken.']);
  const told = [0, 479_000, 539_000, 540_000, 599_000].flatMap((moment) => {
    time = moment;
    return [reasonOf(breaker.check), reasonOf(downTime.check)];
  });
  expect(new Set(told).size).toBeGreaterThan(6);
  expect(new Set(told.map(withoutNextTry))).toEqual(new Set(['far was not asked: far is broken.']));
});
