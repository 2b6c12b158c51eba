import { expect, test } from 'vitest';
import { EngineError, isEngineError, toEngineError } from './errors.ts';

test('an error of the engine is known by its brand and code, also when another copy of this module made it', () => {
  const brand = Symbol.for('inngest-in-process.EngineError');
  const twin = Object.assign(new Error('as given'), { [brand]: true, code: 'not_found' });
  expect(isEngineError(twin)).toBe(true);
  expect(isEngineError(Object.assign(new Error(), { name: 'EngineError', code: 'not_found' }))).toBe(false);
  expect(toEngineError(twin)).toBe(twin);
});

test('what is thrown by something else becomes internal, with its cause kept and not told', () => {
  const cause = new Error('column "secret" does not exist');
  const error = toEngineError(cause);
  expect([error.code, error.status, error.cause]).toEqual(['internal', 500, cause]);
  expect(error.message).not.toContain('secret');
  expect(new EngineError('unauthorized').status).toBe(401);
});
