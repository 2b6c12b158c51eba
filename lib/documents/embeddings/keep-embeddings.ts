import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '#lib/db.ts';
import { isAppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { Embedder } from './embed-texts.ts';

const mostAtOnce = 16;
/** A batch that takes longer is followed by smaller ones: the vector of a question waits behind it. */
const longBatchMs = 4000;
/** A server that is left alone for no longer than this is waited for. */
const longestPauseMs = 30_000;

/** How many passages go to the server at a time: fewer after it failed or took long, since it may only be slow. */
export type Pace = { atOnce: number };
export const startingPace = (): Pace => ({ atOnce: mostAtOnce });

/**
 * Embeds every passage that has no vector of this model yet, some at a time, each batch stored before the next: whoever
 * is stopped goes on from there. A batch that fails is tried again with half as many, down to a single passage; where
 * that fails too, it ends until it is called again. Answers how many were made.
 */
export async function embedMissing(
  db: Db,
  { embedder, signal, log, pace }: { embedder: Embedder; signal: AbortSignal; log: Log; pace: Pace },
): Promise<number> {
  let made = 0;
  /** Passages up to here have been looked at: to find the next is not to pass over all the others again. */
  let after = 0;
  for (;;) {
    let asked = 0;
    try {
      signal.throwIfAborted();
      const passages = await db.$queryRaw<{ id: number; title: string; heading: string[]; text: string }[]>`
        SELECT passage.id, document.title, passage.heading, passage.text
        FROM passage JOIN document ON document.id = passage.document_id
        WHERE passage.id > ${after} AND NOT EXISTS (
          SELECT FROM embedding WHERE embedding.passage_id = passage.id AND embedding.model = ${embedder.model}
        ) ORDER BY passage.id LIMIT ${pace.atOnce}`;
      if (passages.length === 0) break;
      asked = passages.length;
      const startedAt = performance.now();
      const { vectors } = await embedder.embed(
        passages.map(({ title, heading, text }) => [title, heading.at(-1) ?? '', text].join('\n')),
        { signal },
      );
      const isLong = performance.now() - startedAt > longBatchMs;
      await store(db, { model: embedder.model, ids: passages.map(({ id }) => id), vectors });
      made += passages.length;
      after = passages.at(-1)?.id ?? after;
      pace.atOnce = isLong ? fewer(asked) : Math.min(mostAtOnce, pace.atOnce + 1);
    } catch (error) {
      if (!signal.aborted && (await mayGoOn(error, { asked, pace, signal }))) continue;
      if (!signal.aborted)
        log.warn('passages could not be embedded; it is tried again', { reason: String(error) });
      break;
    }
  }
  if (made > 0) log.info('passages were embedded', { passages: made, model: embedder.model });
  return made;
}

const fewer = (count: number) => Math.max(1, Math.floor(count / 2));

/** Whether it is worth asking again at once: with fewer passages, or when the pause of the server is over. */
async function mayGoOn(
  error: unknown,
  { asked, pace, signal }: { asked: number; pace: Pace; signal: AbortSignal },
): Promise<boolean> {
  // Who was not asked has not failed.
  if (!isAppError(error) || error.wasAsked) {
    pace.atOnce = fewer(asked);
    return asked > 1;
  }
  const pauseMs = (error.nextTryAt?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
  if (pauseMs > longestPauseMs) return false;
  await wait(Math.max(0, pauseMs), undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
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
