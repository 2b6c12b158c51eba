import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';
import { type AppError, toAppError } from './errors.ts';

const thrownBy = (work: () => void): AppError | null => {
  try {
    work();
    return null;
  } catch (thrown) {
    return toAppError(thrown);
  }
};

test('a pause doubles with each failure up to five minutes, and an answer forgets them', () => {
  let time = 0;
  const breaker = createBreaker({ name: 'far', firstPauseMs: 1000, now: () => time });
  const pauses = Array.from({ length: 11 }, () => {
    breaker.open({ reason: 'far is broken.' });
    const began = time;
    while (breaker.isOpen()) time += 500;
    return (time - began) / 1000;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  breaker.close();
  breaker.open({ reason: 'far is broken.' });
  time += 1000;
  expect(thrownBy(breaker.check)).toBeNull();
});

test('the reason stays the same while the time passes; when it is asked again stands beside it', () => {
  let time = 0;
  const breaker = createBreaker({ name: 'far', now: () => time });
  const error = breaker.open({ reason: 'far is broken.', pauseMs: 600_000 });
  expect(error).toMatchObject({ code: 'source_unavailable', message: 'far is broken.', wasAsked: true });
  const told = [0, 479_000, 599_999].map((moment) => {
    time = moment;
    return thrownBy(breaker.check);
  });
  for (const one of [error, ...told]) expect(one?.nextTryAt).toEqual(new Date(600_000));
  expect(new Set(told.map((one) => one?.message))).toEqual(new Set(['far was not asked: far is broken.']));
  expect(told.map((one) => one?.wasAsked)).toEqual([false, false, false]);
  time = 600_000;
  expect(thrownBy(breaker.check)).toBeNull();
});
