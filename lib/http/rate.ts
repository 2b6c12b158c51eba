import type { Rate } from '#lib/access/caller.ts';
import { AppError } from '#lib/errors.ts';
import { count } from '#lib/schema/count.ts';

/** Throws `rate_limited` where a key has made more requests in this window than it may. */
export function checkRate({ most, made, windowSeconds, resetSeconds }: Rate): void {
  if (made <= most) return;
  throw new AppError(
    'rate_limited',
    `A key may make ${count(most, 'request')} in ${count(windowSeconds, 'second')}; wait a moment.`,
    {
      retryAfterSeconds: Math.max(1, Math.ceil(resetSeconds)),
    },
  );
}

/** Tells in `RateLimit` how many requests the key has left, and in how many seconds it has all of them again. */
export function tellRate(response: Response, rate: Rate | undefined): Response {
  if (!rate) return response;
  const { most, made, windowSeconds, resetSeconds } = rate;
  response.headers.set('ratelimit-policy', `"requests";q=${most};w=${windowSeconds}`);
  response.headers.set('ratelimit', `"requests";r=${Math.max(0, most - made)};t=${Math.ceil(resetSeconds)}`);
  return response;
}
