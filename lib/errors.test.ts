import { expect, test } from 'vitest';
import * as ours from './errors.ts';

/** The module as another bundle of the same process holds it, with classes of its own. */
async function loadCopy(name: string): Promise<typeof ours> {
  const path = `./errors.ts?${name}`;
  return import(path) as Promise<typeof ours>;
}

test('an AppError is known, and says the same, in a bundle that holds another copy of its class', async () => {
  const copy = await loadCopy('copy');
  expect(copy.AppError).not.toBe(ours.AppError);
  const error = new copy.AppError('model_rate_limited', 'The gateway asks to wait.', {
    retryAfterSeconds: 7,
  });
  expect(error).not.toBeInstanceOf(ours.AppError);
  expect(ours.isAppError(error)).toBe(true);
  const read = ours.toAppError(error);
  expect(read).toBe(error);
  expect(read).toMatchObject({
    ...{ code: 'model_rate_limited', status: 503, retryable: true, title: 'The model gateway asks to wait' },
    ...{ message: 'The gateway asks to wait.', retryAfterSeconds: 7 },
  });
});

test('what only looks like an AppError is none', () => {
  const named = Object.assign(new Error('no'), { name: 'AppError', code: 'model_failed' });
  const unknownCode = Object.assign(new ours.AppError('internal'), { code: 'of_tomorrow' });
  const data = { ...new ours.AppError('internal') };
  for (const thrown of [named, unknownCode, data, 'internal', null]) {
    expect(ours.isAppError(thrown)).toBe(false);
    expect(ours.toAppError(thrown)).toMatchObject({ code: 'internal', cause: thrown });
  }
});
