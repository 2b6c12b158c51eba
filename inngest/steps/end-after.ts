import { AppError } from '#lib/errors.ts';

/** A job's time, and the clock that it is by. */
type Span = { startedAt: Date; deadlineAt: Date | null; clock?: () => number };

/** Milliseconds until a share of a job's time is over: endless where the job has no end, less than 0 afterwards. */
export function leftOf(share: number, { startedAt, deadlineAt, clock = Date.now }: Span): number {
  if (!deadlineAt) return Number.POSITIVE_INFINITY;
  return startedAt.getTime() + share * (deadlineAt.getTime() - startedAt.getTime()) - clock();
}

const over = 'Its time in this job was over before it had answered.';

/**
 * Aborts when a share of a job's time is over; never where it has no end, nor once the step has ended: a clock that went on
 * would keep all that the step had in hand until the job's deadline.
 */
export function endAfter(share: number, span: Span & { ended: AbortSignal }): AbortSignal {
  const left = leftOf(share, span);
  const controller = new AbortController();
  const abort = () => controller.abort(new AppError('deadline_exceeded', over));
  if (left <= 0) abort();
  else if (left !== Number.POSITIVE_INFINITY && !span.ended.aborted) {
    const timer = setTimeout(abort, Math.min(left, 2 ** 31 - 1)).unref();
    span.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
  return controller.signal;
}
