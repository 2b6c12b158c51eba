import type { Db } from '#lib/db.ts';
import { isAppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { Embedder } from './embed-texts.ts';

const mostAtOnce = 16;

/** How many passages go to the server at a time: fewer after it failed, since it may only be slow. */
export type Pace = { atOnce: number };
export const startingPace = (): Pace => ({ atOnce: mostAtOnce });

/**
 * Embeds every passage that has no vector of this model yet, some at a time, each batch stored before the next: whoever
 * is stopped goes on from there. A server that fails ends it until it is called again, with half as many at a time.
 * Answers how many were made.
 */
export async function embedMissing(
  db: Db,
  { embedder, signal, log, pace }: { embedder: Embedder; signal: AbortSignal; log: Log; pace: Pace },
): Promise<number> {
  let made = 0;
  let asked = 0;
  /** Passages up to here have been looked at: to find the next is not to pass over all the others again. */
  let after = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const passages = await db.$queryRaw<{ id: number; title: string; heading: string[]; text: string }[]>`
        SELECT passage.id, document.title, passage.heading, passage.text
        FROM passage JOIN document ON document.id = passage.document_id
        WHERE passage.id > ${after} AND NOT EXISTS (
          SELECT FROM embedding WHERE embedding.passage_id = passage.id AND embedding.model = ${embedder.model}
        ) ORDER BY passage.id LIMIT ${pace.atOnce}`;
      if (passages.length === 0) break;
      asked = passages.length;
      const { vectors } = await embedder.embed(
        passages.map(({ title, heading, text }) => [title, heading.at(-1) ?? '', text].join('\n')),
        { signal },
      );
      await store(db, { model: embedder.model, ids: passages.map(({ id }) => id), vectors });
      made += passages.length;
      after = passages.at(-1)?.id ?? after;
      pace.atOnce = Math.min(mostAtOnce, pace.atOnce + 1);
    }
  } catch (error) {
    // Who was not asked has not failed.
    if (!isAppError(error) || error.wasAsked) pace.atOnce = Math.max(1, Math.floor(asked / 2));
    if (!signal.aborted)
      log.warn('passages could not be embedded; it is tried again', { reason: String(error) });
  }
  if (made > 0) log.info('passages were embedded', { passages: made, model: embedder.model });
  return made;
}

/** A passage that went away meanwhile is left out. Vectors of another dimension are those of another model: they go. */
async function store(
  db: Db,
  { model, ids, vectors }: { model: string; ids: number[]; vectors: Float32Array[] },
): Promise<void> {
  const dimension = vectors[0]?.length ?? 0;
  const bytes = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  await db.$transaction([
    db.$executeRaw`DELETE FROM embedding WHERE model = ${model} AND dimension <> ${dimension}`,
    db.$executeRaw`
      INSERT INTO embedding (passage_id, model, dimension, vector)
      SELECT given.id, ${model}, ${dimension}, decode(given.hex, 'hex')
      FROM unnest(${ids}::int[], ${bytes.map((each) => each.toString('hex'))}::text[]) AS given(id, hex)
      WHERE EXISTS (SELECT FROM passage WHERE passage.id = given.id)
      ON CONFLICT (passage_id, model) DO UPDATE SET dimension = EXCLUDED.dimension, vector = EXCLUDED.vector`,
  ]);
}

/** How near each passage is to a vector, from -1 to 1, by id; those without a vector of this model are left out. */
export async function similarities(
  db: Db,
  { model, vector, passages }: { model: string; vector: Float32Array; passages: readonly number[] },
): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ passage_id: number; vector: Uint8Array }[]>`
    SELECT passage_id, vector FROM embedding
    WHERE passage_id = ANY(${[...passages]}::int[]) AND model = ${model} AND dimension = ${vector.length}`;
  return new Map(
    rows.map(({ passage_id, vector: bytes }) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let sum = 0;
      for (let at = 0; at < vector.length; at += 1) sum += view.getFloat32(4 * at, true) * (vector[at] ?? 0);
      return [passage_id, sum];
    }),
  );
}
