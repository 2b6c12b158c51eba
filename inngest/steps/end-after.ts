import { AppError } from '#lib/errors.ts';

/** A job's time, and the clock that it is by. */
type Span = { startedAt: Date; deadlineAt: Date | null; clock?: () => number };

/** Milliseconds until a share of a job's time is over: endless where the job has no end, less than 0 afterwards. */
export function leftOf(share: number, { startedAt, deadlineAt, clock = Date.now }: Span): number {
  if (!deadlineAt) return Number.POSITIVE_INFINITY;
  return startedAt.getTime() + share * (deadlineAt.getTime() - startedAt.getTime()) - clock();
}

const over = 'Its time in this job was over before it had answered.';

/** Aborts when a share of a job's time is over; never where it has no end. */
export function endAfter(share: number, span: Span): AbortSignal {
  const left = leftOf(share, span);
  if (left === Number.POSITIVE_INFINITY) return new AbortController().signal;
  const controller = new AbortController();
  const abort = () => controller.abort(new AppError('deadline_exceeded', over));
  if (left <= 0) abort();
  else setTimeout(abort, Math.min(left, 2 ** 31 - 1)).unref();
  return controller.signal;
}
