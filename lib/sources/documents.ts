import type { DocumentIndex } from '#lib/documents/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Source } from './source.ts';

/** Own documents as a source: searched and read in the database, without any network. */
export function documentsSource(documents: Pick<DocumentIndex, 'search' | 'read'>): Source {
  return {
    id: 'documents',
    name: 'Documents',
    kind: 'documents',
    async search(query, { signal, limit }) {
      return orFail(signal, () => documents.search(query, { signal, limit }));
    },
    async read(hit, { signal }) {
      const page = await orFail(signal, () => documents.read(hit.url));
      if (!page) throw new AppError('source_failed', 'This document is no longer there.');
      return page;
    },
  };
}

async function orFail<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await work();
  } catch (cause) {
    signal.throwIfAborted();
    if (isAppError(cause)) throw cause;
    throw new AppError('source_failed', 'The library could not be searched.', { cause });
  }
}
