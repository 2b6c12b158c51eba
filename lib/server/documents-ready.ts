import type { IndexStatus } from '#lib/documents/index.ts';
import { AppError } from '#lib/errors.ts';

/**
 * What readyz tells of the documents: how many can be searched, how many files were seen and read, and why others were
 * not (their names are told to who may see them). Throws `not_ready` until all were looked at once.
 */
export function documentsReady({ ready, pages, files, failure }: IndexStatus): Record<string, unknown> {
  const { seen, read, waiting, unread } = files;
  if (!ready) {
    const far = waiting > 0 ? `: ${read} of ${read + waiting} by now` : '';
    const why = failure
      ? `The documents cannot be read: ${failure}`
      : `The documents are still being read${far}.`;
    throw new AppError('not_ready', why, { retryAfterSeconds: 1 });
  }
  const reasons = Object.fromEntries(unread.map(({ reason, count }) => [reason, count]));
  return { documents: pages, files: { seen, read, waiting, unread: reasons } };
}
