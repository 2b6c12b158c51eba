import { createBreaker } from '#lib/breaker.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { fetchUrl, isUnreachable } from '#lib/fetch-url/fetch-url.ts';
import { createRateLimit } from '#lib/rate-limit.ts';

/** A public web service, asked with care. */
export type WebApi = {
  /** Where it is; without a slash at the end. */
  base: string;
  /** Reads `path` below the base as one of the accepted media types. */
  get(path: string, options: { accept: readonly string[]; signal: AbortSignal }): Promise<string>;
};

export type WebApiOptions = {
  /** What people call it. */
  name: string;
  /** The public address, used unless the operator configured another. */
  publicUrl: string;
  /** The operator's own address of a mirror: the one that may be private. */
  configuredUrl?: string | undefined;
  contact?: string | undefined;
  atOnce: number;
  /** Pause between the end of a request and the next. */
  pauseMs?: number;
  timeoutMs?: number;
  maxBytes?: number;
  now?: () => number;
};

/** Waiting longer than this for a server that asks for it is the same as going without. */
const longestWaitSeconds = 15;
/** More than this many waiting for a turn is a queue that nobody wants to stand in. */
const maxWaiting = 12;
const pauseAfterFailuresMs = 60_000;
const longestPauseMs = 600_000;
const failuresInRow = 3;

/**
 * Makes the careful client of a web service: a user agent that says who asks, a few requests at once, a pause between
 * them. Where no connection comes about, after three failures in a row, or when the service asks to be left alone for
 * long, it is skipped for a while: `source_unavailable` at once, without a request. Other failures are
 * `source_failed`, with `retryAfterSeconds` where the service named a short time.
 */
export function createWebApi({
  name,
  publicUrl,
  configuredUrl,
  contact,
  atOnce,
  pauseMs = 0,
  timeoutMs = 10_000,
  maxBytes = 4 * 2 ** 20,
  now = Date.now,
}: WebApiOptions): WebApi {
  const base = (configuredUrl ?? publicUrl).replace(/[/?#]+$/, '');
  const allow = configuredUrl ? [new URL(configuredUrl).origin] : [];
  const headers = { 'user-agent': `IntentUI-Research/0.1 (${contact ?? 'research assistant'})` };
  const limit = createRateLimit({ name, atOnce, maxWaiting });
  const breaker = createBreaker({ name, now });

  async function get(
    path: string,
    { accept, signal }: { accept: readonly string[]; signal: AbortSignal },
  ): Promise<string> {
    breaker.check();
    const release = await limit.take(signal);
    try {
      breaker.check();
      const page = await fetchUrl(base + path, { signal, allow, headers, accept, timeoutMs, maxBytes });
      breaker.close();
      return page.text;
    } catch (thrown) {
      signal.throwIfAborted();
      throw judge(thrown);
    } finally {
      // Where nothing is asked any more, those who wait are told so at once.
      release({ pauseMs: breaker.isOpen() ? 0 : pauseMs });
    }
  }

  function judge(thrown: unknown): AppError {
    if (!isAppError(thrown) || thrown.code !== 'source_failed') {
      return isAppError(thrown) ? thrown : new AppError('source_failed', undefined, { cause: thrown });
    }
    const { message, retryAfterSeconds = 0 } = thrown;
    if (isUnreachable(thrown)) {
      return breaker.open({
        pauseMs: pauseAfterFailuresMs,
        reason: `${name} could not be reached.`,
        cause: thrown,
      });
    }
    if (retryAfterSeconds > longestWaitSeconds) {
      const pauseMs = Math.min(retryAfterSeconds * 1000, longestPauseMs);
      return breaker.open({ pauseMs, reason: `${name} asks to be left alone.`, cause: thrown });
    }
    if (breaker.countFailure() >= failuresInRow) {
      const reason = `${name} failed ${failuresInRow} times in a row (${message.replace(/\.$/, '')}).`;
      return breaker.open({ pauseMs: pauseAfterFailuresMs, reason, cause: thrown });
    }
    return new AppError('source_failed', `${name} could not answer: ${message}`, {
      cause: thrown,
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    });
  }

  return { base, get };
}
