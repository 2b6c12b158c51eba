import type { IndexStatus } from '#lib/documents/index.ts';
import { AppError } from '#lib/errors.ts';
import { count, formatNumber } from '#lib/schema/count.ts';

/**
 * What readyz tells of the documents: how many can be searched, how many files were seen and read, and why others were
 * not (their names are told to who may see them). Throws `not_ready` until all were looked at once.
 */
export function documentsReady({ ready, pages, files, failure }: IndexStatus): Record<string, unknown> {
  const { seen, read, waiting, unread } = files;
  if (!ready) {
    // Of all that were seen: a file that turns out to be empty or an index makes the whole no smaller.
    const far = waiting > 0 ? `: ${formatNumber(seen - waiting)} of ${count(seen, 'file')} by now` : '';
    const why = failure
      ? `The documents cannot be read: ${failure}`
      : `The documents are still being read${far}.`;
    throw new AppError('not_ready', why, { retryAfterSeconds: 1 });
  }
  const reasons = Object.fromEntries(unread.map(({ reason, count }) => [reason, count]));
  return { documents: pages, files: { seen, read, waiting, unread: reasons } };
}
