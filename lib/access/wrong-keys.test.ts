import { expect, test } from 'vitest';
import { createWrongKeys } from './wrong-keys.ts';

test('wrong keys are told so, then told to wait, then told so again', () => {
  let now = 1000;
  const refuse = createWrongKeys({ mostWrong: 2, now: () => now });
  const codes = () => refuse().code;
  expect([codes(), codes(), codes()]).toEqual(['unauthorized', 'unauthorized', 'rate_limited']);
  now += 4000;
  expect(refuse()).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 6 });
  now += 6000;
  expect(codes()).toBe('unauthorized');
});
