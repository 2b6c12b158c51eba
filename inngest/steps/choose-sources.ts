import { AppError } from '#lib/errors.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Source } from '#lib/sources/source.ts';

/** The sources that a job asks: those that it names, all that there are when it names none. */
export function chooseSources(ids: readonly string[] | undefined): readonly Source[] {
  const { sources } = runtime();
  if (!ids) return sources;
  return ids.map((id) => {
    const source = sources.find((candidate) => candidate.id === id);
    if (source) return source;
    const known = sources.map((candidate) => candidate.id).join(', ');
    throw new AppError(
      'invalid_request',
      `input_data.sources: there is no source "${id}"; there are: ${known}.`,
    );
  });
}
