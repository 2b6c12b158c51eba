import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { createBreaker } from '#lib/breaker.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { fetchUrl, isUnreachable, statusOf } from '#lib/fetch-url/fetch-url.ts';
import { createRateLimit } from '#lib/rate-limit.ts';
import { createAnswerCache } from './answer-cache.ts';

/** A public web service, asked with care. */
export type WebApi = {
  /** Where it is; without a slash at the end. */
  base: string;
  /** Reads `path` below the base as one of the accepted media types. */
  get(path: string, options: { accept: readonly string[]; signal: AbortSignal }): Promise<string>;
  /** The same through `parse`. An answer that could be parsed is kept for some minutes and not asked for again. */
  read<T>(
    path: string,
    options: {
      accept: readonly string[];
      signal: AbortSignal;
      body?: string | undefined;
      parse: (text: string) => T;
    },
  ): Promise<T>;
  /**
   * Reads JSON of a form, by posting `body` where there is one. What does not fit is `source_failed`; a form may throw an
   * AppError of its own.
   */
  ask<T>(
    path: string,
    options: { form: z.ZodType<T>; signal: AbortSignal; body?: Record<string, unknown> | undefined },
  ): Promise<T>;
  /** Nothing is asked for so long, because an answer said so. */
  rest(seconds: number): void;
};

/** What the operator was given to ask a service with. */
export type ServiceKey = {
  /** The setting that holds it, named where the service refuses it. */
  setting: string;
  headers: Record<string, string>;
  /** Statuses that mean that the key is refused, or that its plan is used up. */
  refusedBy?: readonly number[];
  usedUpBy?: readonly number[];
};

export type WebApiOptions = {
  /** What people call it. */
  name: string;
  /** The public address, used unless the operator configured another. */
  publicUrl: string;
  /** The operator's own address of a mirror: the one that may be private. */
  configuredUrl?: string | undefined;
  /** The public address stands for one that an operator configured, as in tests. */
  mayBePrivate?: boolean;
  contact?: string | undefined;
  key?: ServiceKey | undefined;
  /** Sent with each request, beside what says who asks. */
  headers?: Record<string, string>;
  /** What a status of this service means and how to mend it, in place of the status alone. */
  advice?: Record<number, string>;
  atOnce: number;
  /** Pause between the end of a request and the next. */
  pauseMs?: number;
  timeoutMs?: number;
  maxBytes?: number;
  now?: () => number;
};

/** Waiting longer than this for a server that asks for it is the same as going without. */
const longestWaitSeconds = 15;
/** How long a service is left alone that asks for fewer requests and not for how long. */
const unnamedWaitSeconds = 5;
/** More than this many waiting for a turn is a queue that nobody wants to stand in. */
const maxWaiting = 12;
const pauseAfterFailuresMs = 60_000;
const longestPauseMs = 600_000;
const failuresInRow = 3;

/**
 * Makes the careful client of a web service: a user agent that says who asks, a few requests at once, a pause between
 * them, answers kept for some minutes. Where no connection comes about, after three failures in a row, when a key is
 * refused, or when the service asks to be left alone for long, it is skipped for a while: `source_unavailable` at once,
 * without a request. Other failures are `source_failed`, with `retryAfterSeconds` where the service named a short time,
 * which the next request waits for. No error holds a key, a query or what the service wrote.
 */
export function createWebApi({
  name,
  publicUrl,
  configuredUrl,
  mayBePrivate = configuredUrl !== undefined,
  contact,
  key,
  headers: more = {},
  advice = {},
  atOnce,
  pauseMs = 0,
  timeoutMs = 10_000,
  maxBytes = 4 * 2 ** 20,
  now = Date.now,
}: WebApiOptions): WebApi {
  const base = (configuredUrl ?? publicUrl).replace(/[/?#]+$/, '');
  const allow = mayBePrivate ? [new URL(base).origin] : [];
  const headers = {
    'user-agent': `IntentUI-Research/0.1 (${contact ?? 'research assistant'})`,
    ...more,
    ...key?.headers,
  };
  const limit = createRateLimit({ name, atOnce, maxWaiting });
  const breaker = createBreaker({ name, now });
  const cache = createAnswerCache({ now });
  let quietUntil = 0;

  async function get(
    path: string,
    { accept, signal, body }: { accept: readonly string[]; signal: AbortSignal; body?: string | undefined },
  ): Promise<string> {
    signal.throwIfAborted();
    breaker.check();
    const release = await limit.take(signal);
    try {
      breaker.check();
      await sleep(Math.max(quietUntil - now(), 0), undefined, { signal });
      const post = body !== undefined && { body };
      const options = { signal, allow, headers, accept, timeoutMs, maxBytes, ...post };
      const page = await fetchUrl(base + path, options);
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
    const status = statusOf(thrown) ?? 0;
    const message = advice[status] ?? thrown.message;
    if (key && (key.refusedBy ?? [401, 403]).includes(status)) {
      const reason = `${name} refused the key: correct ${key.setting} and start again.`;
      return breaker.open({ pauseMs: longestPauseMs, reason, cause: thrown });
    }
    if (key && (key.usedUpBy ?? [402]).includes(status)) {
      const reason = `${name} says that what ${key.setting} may use is used up.`;
      return breaker.open({ pauseMs: longestPauseMs, reason, cause: thrown });
    }
    const retryAfterSeconds = thrown.retryAfterSeconds ?? (status === 429 ? unnamedWaitSeconds : 0);
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
    rest(retryAfterSeconds);
    if (breaker.countFailure() >= failuresInRow) {
      const reason = `${name} failed ${failuresInRow} times in a row (${message.replace(/\.$/, '')}).`;
      return breaker.open({ pauseMs: pauseAfterFailuresMs, reason, cause: thrown });
    }
    return new AppError('source_failed', `${name} could not answer: ${message}`, {
      cause: thrown,
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    });
  }

  function rest(seconds: number): void {
    if (seconds > 0) quietUntil = Math.max(quietUntil, now() + Math.min(seconds * 1000, longestPauseMs));
  }

  const read: WebApi['read'] = async (path, { parse, ...options }) => {
    options.signal.throwIfAborted();
    const asked = `${path}\n${options.body ?? ''}`;
    const known = cache.get(asked);
    if (known !== undefined) return parse(known);
    const text = await get(path, options);
    try {
      const parsed = parse(text);
      cache.set(asked, text);
      return parsed;
    } catch (cause) {
      if (isAppError(cause)) throw cause;
      throw new AppError('source_failed', `${name} sent an answer that could not be understood.`, { cause });
    }
  };

  const ask: WebApi['ask'] = (path, { form, signal, body }) =>
    read(path, {
      accept: jsonTypes,
      signal,
      body: body && JSON.stringify(body),
      parse: (text) => form.parse(JSON.parse(text)),
    });

  return { base, get, read, ask, rest };
}

const jsonTypes = ['application/json', 'application/vnd.github+json'];
