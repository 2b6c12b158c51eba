import type { Config } from '#lib/config.ts';
import type { DocumentIndex } from '#lib/documents/index.ts';
import { AppError } from '#lib/errors.ts';
import { arxivSource } from './arxiv.ts';
import { documentsSource } from './documents.ts';
import type { Source } from './source.ts';
import { wikipediaSource } from './wikipedia.ts';

/**
 * Every source that this installation asks: all there are, or those that SOURCES names. Made once for a process, since
 * a source remembers that it cannot be reached. Throws `invalid_configuration` when SOURCES names one that is not there.
 */
export function sources({
  config,
  documents,
}: {
  config: Config;
  documents: Pick<DocumentIndex, 'search' | 'read'>;
}): Source[] {
  const all = [documentsSource(documents), wikipediaSource(config), arxivSource(config)];
  if (!config.SOURCES) return all;
  const known = all.map(({ id }) => id);
  const unknown = config.SOURCES.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new AppError(
      'invalid_configuration',
      `SOURCES: there is no ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    );
  }
  return all.filter(({ id }) => config.SOURCES?.includes(id));
}
