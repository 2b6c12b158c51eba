import { AppError } from '#lib/errors.ts';

const windowMs = 10_000;

/**
 * Says no to a key that lets nobody in: `unauthorized`, and after `mostWrong` within ten seconds in this process
 * `rate_limited` until they are over. Right keys are never held up by the wrong ones of others.
 */
export function createWrongKeys({ mostWrong = 100, now = () => Date.now() } = {}) {
  let windowStart = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (): AppError => {
    if (now() - windowStart >= windowMs) {
      windowStart = now();
      count = 0;
    }
    count += 1;
    if (count <= mostWrong)
      return new AppError('unauthorized', 'The key is wrong, has expired or was revoked.');
    return new AppError('rate_limited', 'Too many wrong keys were sent; wait a moment.', {
      retryAfterSeconds: Math.ceil((windowStart + windowMs - now()) / 1000),
    });
  };
}
