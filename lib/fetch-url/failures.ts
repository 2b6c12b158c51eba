import { AppError } from '#lib/errors.ts';

const unreachableName = 'Unreachable';

/** A `source_failed` with a reason that a person understands. */
export function failed(reason: string, options?: { cause?: unknown; retryAfterSeconds?: number }): AppError {
  return new AppError('source_failed', reason, options);
}

/** A `source_failed` of a server that answered with a status which is no success. */
export function answeredStatus(
  host: string,
  {
    status,
    words,
    retryAfterSeconds,
  }: { status: number; words: string; retryAfterSeconds?: number | undefined },
): AppError {
  const cause = Object.assign(new Error(`status ${status}`), { answeredStatus: status });
  return failed(`${host} answered ${status} ${words}`.trim().concat('.'), {
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** The status that a server answered with, where that is why something failed. */
export function statusOf(thrown: unknown): number | undefined {
  const cause =
    thrown instanceof Error ? (thrown.cause as { answeredStatus?: unknown } | undefined) : undefined;
  return typeof cause?.answeredStatus === 'number' ? cause.answeredStatus : undefined;
}

/**
 * The one answer for every address that is refused, unknown, closed or silent. It never differs, so that nobody
 * learns from it what listens in the operator's network; what happened stays in the cause.
 */
export function unreachable(cause: unknown): AppError {
  const reason = new Error('no connection', { cause });
  reason.name = unreachableName;
  return failed('This address could not be reached: it does not answer, or it is not a public one.', {
    cause: reason,
  });
}

/** Says whether no connection came about: another request soon would go the same way. */
export function isUnreachable(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.cause instanceof Error && thrown.cause.name === unreachableName;
}
