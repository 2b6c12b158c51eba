import type { DocumentIndex, Reach } from '#lib/documents/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Source } from './source.ts';

type Documents = Pick<DocumentIndex, 'search' | 'read' | 'refresh' | 'nearWords'>;

/**
 * Own documents as a source: searched and read in the database, without any network. A job searches the folders and what
 * its user has uploaded; one that names uploads, these alone.
 */
export function documentsSource(documents: Documents, reach?: Reach): Source {
  return {
    id: 'documents',
    name: reach?.uploads ? `Documents (only ${reach.uploads.length} uploaded)` : 'Documents',
    kind: 'documents',
    async search(query, { signal, limit }) {
      return orFail(signal, async () => {
        await documents.refresh({ signal, uploads: reach?.uploads });
        return documents.search(query, { signal, limit, reach });
      });
    },
    nearWords: (question, { signal }) =>
      orFail(signal, async () => {
        await documents.refresh({ signal, uploads: reach?.uploads });
        return documents.nearWords(question, { reach });
      }),
    async read(hit, { signal }) {
      const page = await orFail(signal, () => documents.read(hit.url, reach));
      if (!page) throw new AppError('source_failed', 'This document is no longer there.');
      return page;
    },
    forJob: ({ userId, documents: uploads }) => documentsSource(documents, { userId, uploads }),
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
