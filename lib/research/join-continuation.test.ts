import { expect, test } from 'vitest';
import { joinContinuation } from './join-continuation.ts';

const before = 'The valve opens at 3.5 bar.[q1] It closes at 2 bar, and a second';

test.each([
  [' valve stands beside it.', false, ' valve stands beside it.'],
  ['and a second valve stands beside it.', false, ' valve stands beside it.'],
  ['The valve opens at 3.5 bar.[q1] It closes at 2', true, 'The valve opens at 3.5 bar.[q1] It closes at 2'],
  ['', false, ''],
])('after a cut, %j goes on as it should', (next, startsAnew, text) => {
  expect(joinContinuation(before, next)).toEqual({ startsAnew, text });
});
