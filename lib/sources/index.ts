import type { DocumentIndex } from '#lib/documents/index.ts';
import { documentsSource } from './documents.ts';
import type { Source } from './source.ts';

/** Every source that this installation can ask. */
export function sources({ documents }: { documents: Pick<DocumentIndex, 'search' | 'read'> }): Source[] {
  return [documentsSource(documents)];
}
