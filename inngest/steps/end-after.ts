import { AppError } from '#lib/errors.ts';

/** Aborts when a share of a job's time is over; never where it has no end. */
export function endAfter(
  share: number,
  { startedAt, deadlineAt }: { startedAt: Date; deadlineAt: Date | null },
): AbortSignal {
  if (!deadlineAt) return new AbortController().signal;
  const end = startedAt.getTime() + share * (deadlineAt.getTime() - startedAt.getTime());
  const left = end - Date.now();
  const controller = new AbortController();
  const abort = () => controller.abort(new AppError('deadline_exceeded'));
  if (left <= 0) abort();
  else setTimeout(abort, Math.min(left, 2 ** 31 - 1)).unref();
  return controller.signal;
}
