import { AppError, causesOf, isAppError } from '#lib/errors.ts';
import type { Pause } from './pause.ts';

/** A wait that begins now, and the refusal that it comes from. */
export type Wait = { delaySeconds: number; error: AppError };

/** Waits before a server is called again that was not there: one that starts anew is back soon. */
const absencesMs = [1_000, 3_000];

/**
 * Calls once the model's pause is over, and again after each `model_rate_limited`: after the seconds that it names,
 * else after 1, 2, 4 … seconds, always a little more and never less. The pause holds for every call that shares it.
 * A server that refuses connections is called twice more within a few seconds. Throws `model_rate_limited` with the seconds left as soon as a call would wait more than `maxWaitMs` in all.
 */
export async function callPatiently<T>(
  call: () => Promise<T>,
  options: {
    pause: Pause;
    signal: AbortSignal | undefined;
    maxWaitMs: number;
    onWait: ((wait: Wait) => void) | undefined;
  },
): Promise<T> {
  const { pause, maxWaitMs } = options;
  let leftMs = maxWaitMs;
  let refusal: AppError | undefined;
  let absences = 0;
  for (let refusals = 1; ; refusals += 1) {
    leftMs -= await keepPause({ ...options, leftMs, refusal });
    try {
      return await call();
    } catch (error) {
      const absenceMs = isAbsence(error) ? absencesMs[absences] : undefined;
      if (absenceMs !== undefined) {
        absences += 1;
        await sleep(absenceMs, options.signal);
        continue;
      }
      if (!isAppError(error) || error.code !== 'model_rate_limited') throw error;
      refusal = error;
      pause.extend(1000 * (error.retryAfterSeconds || 2 ** (refusals - 1)));
    }
  }
}

function isAbsence(thrown: unknown): boolean {
  if (!isAppError(thrown) || thrown.code !== 'model_unreachable') return false;
  for (const error of causesOf(thrown)) {
    if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'EAI_AGAIN')) return true;
  }
  return false;
}

/** Waits until the pause is over, even when it is extended meanwhile; answers how many milliseconds that took. */
async function keepPause({
  pause,
  signal,
  leftMs,
  refusal,
  onWait,
}: {
  pause: Pause;
  signal: AbortSignal | undefined;
  leftMs: number;
  refusal: AppError | undefined;
  onWait: ((wait: Wait) => void) | undefined;
}): Promise<number> {
  signal?.throwIfAborted();
  const start = performance.now();
  const waitedMs = () => performance.now() - start;
  for (let delayMs = pause.remainingMs(); delayMs > 0; delayMs = pause.remainingMs()) {
    const seconds = Math.ceil(delayMs / 1000);
    if (waitedMs() + delayMs > leftMs) throw tooLong(seconds, refusal);
    const error = refusal ?? new AppError('model_rate_limited', 'The model gateway has asked for a pause.');
    onWait?.({ delaySeconds: seconds, error });
    await sleep(delayMs + spread(delayMs), signal);
  }
  return waitedMs();
}

function tooLong(seconds: number, cause: AppError | undefined): AppError {
  const message = `${cause?.message ?? 'The model gateway has asked for a pause.'} It goes on in ${seconds} s.`;
  return new AppError('model_rate_limited', message, { cause, retryAfterSeconds: seconds });
}

/** Lets calls that waited together come back one after the other. */
const spread = (delayMs: number) => Math.random() * Math.min(delayMs / 10, 1000);

function sleep(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, Math.ceil(delayMs));
    signal?.addEventListener('abort', abort, { once: true });
  });
}
