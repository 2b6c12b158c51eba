import type { Db } from '#lib/db.ts';
import type { Transaction } from '#lib/jobs/event-log.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import { copiesAmong, keptSketch, type Sketch, sketchFor } from '#lib/research/find-copies.ts';
import type { CopiedPage } from '#lib/research/ports.ts';

/** Of each text as much is loaded as is compared. */
const longestCompared = 60_000;

type Row = {
  id: string;
  url: string;
  title: string;
  snapshot_id: string;
  copy_of: string | null;
  is_first: boolean;
};

/**
 * Of a page that was read: the page of its job that says the same and was asked about first, null for the first of its
 * kind. Pages that are asked about side by side, by whatever processes, take turns; the answer is kept with the page.
 */
export async function claimText(
  db: Db,
  { jobId, id }: { jobId: string; id: string },
): Promise<CopiedPage | null> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`copies:${jobId}`}, 0))`;
      const rows = await tx.$queryRaw<Row[]>`
        SELECT id, url, title, snapshot_id, data->>'copy_of' AS copy_of, data ? 'is_first' AS is_first FROM source
        WHERE job_id = ${jobId}::uuid AND snapshot_id IS NOT NULL
          AND (id = ${id}::uuid OR data ? 'is_first') ORDER BY url`;
      const own = rows.find((row) => row.id === id);
      if (!own || own.is_first) return null;
      const firsts = rows.filter((row) => row.id !== id);
      if (own.copy_of) return pageAt(firsts, own.copy_of);
      const sketches = await sketchesOf(tx, [...firsts, own]);
      const first = firsts[copiesAmong(sketches).at(-1) ?? firsts.length];
      const kept = first ? { copy_of: first.url } : { is_first: true };
      await tx.$executeRaw`
        UPDATE source SET data = data || ${postgresJson(kept)}::jsonb WHERE id = ${id}::uuid`;
      return first ? { url: first.url, title: first.title } : null;
    },
    { maxWait: 20_000, timeout: 30_000 },
  );
}

const pageAt = (pages: readonly Row[], url: string): CopiedPage => ({
  url,
  title: pages.find((page) => page.url === url)?.title ?? url,
});

/** The sketches of pages, in their order; the texts of those that this process has not compared yet are loaded. */
async function sketchesOf(tx: Transaction, pages: readonly Row[]): Promise<Sketch[]> {
  const known = new Map(pages.map(({ snapshot_id }) => [snapshot_id, keptSketch(`claimed ${snapshot_id}`)]));
  const missing = [...known].flatMap(([snapshot, sketch]) => (sketch ? [] : [snapshot]));
  const rows = await tx.$queryRaw<{ id: string; text: string }[]>`
    SELECT id, left(text, ${longestCompared}) AS text FROM snapshot WHERE id = ANY(${missing}::uuid[])`;
  for (const { id, text } of rows) known.set(id, sketchFor({ id: `claimed ${id}`, text }));
  return pages.map(({ snapshot_id }) => known.get(snapshot_id) ?? []);
}

/** Says of pages of a job, by their addresses, of which others they are copies; what was said before is forgotten. */
export async function saveCopies(
  db: Db,
  { jobId, copies }: { jobId: string; copies: readonly { url: string; of: string }[] },
): Promise<void> {
  const of = postgresJson(Object.fromEntries(copies.map((one) => [one.url, one.of])));
  await db.$executeRaw`
    UPDATE source SET data = (data - 'copy_of') ||
      CASE WHEN ${of}::jsonb ? url THEN jsonb_build_object('copy_of', ${of}::jsonb->>url) ELSE '{}'::jsonb END
    WHERE job_id = ${jobId}::uuid AND (data ? 'copy_of' OR ${of}::jsonb ? url)`;
}
