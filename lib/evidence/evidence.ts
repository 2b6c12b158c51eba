import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import type { Transaction } from '#lib/jobs/event-log.ts';
import { postgresJson, postgresText } from '#lib/postgres-text.ts';
import type { FoundFor, NewNote, StoredPage } from '#lib/research/ports.ts';
import { wayOf } from '#lib/research/way-of.ts';
import type { Evidence } from '#lib/schema/evidence.ts';
import { Quote, QuotedPage } from '#lib/schema/quote.ts';
import type { Page, WayStep } from '#lib/schema/source.ts';

/** How much text stands around a quote when it is opened, in UTF-16 code units on each side. */
const contextLength = 400;
/** Of the copies of a page, these many are named with its quotes. */
const mostCopies = 20;

/** sha256 (hex) of a text's UTF-8: what a snapshot is known by. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Stores a page's cleaned text once; answers the snapshot's id, the same for the same text. */
export async function saveSnapshot(db: Db | Transaction, text: string): Promise<string> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO snapshot (id, sha256, text) VALUES (${uuidv7()}::uuid, ${sha256(text)}, ${text})
    ON CONFLICT (sha256) DO UPDATE SET sha256 = EXCLUDED.sha256 RETURNING id`;
  return (rows[0] as { id: string }).id;
}

/** Remembers that a source found a page; answers its row's id, the same for every finder. */
export async function saveSource(
  db: Db,
  {
    jobId,
    sourceId,
    url,
    title,
    found,
  }: { jobId: string; sourceId: string; url: string; title: string; found: FoundFor },
): Promise<{ id: string }> {
  const entry = postgresJson([found]);
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO source (id, job_id, source_id, url, title, score, data)
    VALUES (${uuidv7()}::uuid, ${jobId}::uuid, ${sourceId}, ${url}, ${title}, ${found.score}, jsonb_build_object('found', ${entry}::jsonb))
    ON CONFLICT (job_id, url) DO UPDATE SET
      score = GREATEST(source.score, EXCLUDED.score),
      data = CASE WHEN source.data->'found' @> ${entry}::jsonb THEN source.data
        ELSE jsonb_set(source.data, '{found}', (source.data->'found') || ${entry}::jsonb) END
    RETURNING id`;
  return rows[0] as { id: string };
}

/**
 * Stores what was read of a page, or why it was not: all of it or, where the job was erased meanwhile, nothing. Then it
 * throws `job_ended`.
 */
export async function saveReading(
  db: Db,
  { id, page, failure }: { id: string; page: Page | null; failure: string | null },
): Promise<string | null> {
  const why = failure === null ? null : postgresText(failure);
  return db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ now: Date }[]>`
      SELECT now() FROM source WHERE id = ${id}::uuid FOR UPDATE`;
    if (!locked) throw new AppError('job_ended');
    const snapshotId = page ? await saveSnapshot(tx, page.text) : null;
    await tx.source.update({ where: { id }, data: { snapshotId, failure: why, readAt: locked.now } });
    return snapshotId;
  });
}

/** A page with its text, as the store of a job's evidence knows it. */
export type ReadPage = Omit<StoredPage, 'asked_for'>;

/** What a job keeps of a page beside its text. */
export type PageData = { found?: FoundFor[]; snippet?: string; about?: unknown; copy_of?: string };

/** A source's row as the page that it is; null where it has not been read. */
export function toReadPage({ id, sourceId, url, title, data, snapshot }: PageRow): ReadPage | null {
  if (!snapshot) return null;
  const { found = [], about } = data as PageData;
  return {
    id,
    source_id: sourceId,
    url,
    title,
    snapshot_id: snapshot.id,
    text: snapshot.text,
    found,
    about: QuotedPage.safeParse(about).data ?? {},
  };
}

type PageRow = Prisma.SourceGetPayload<{ include: { snapshot: true } }>;

/** The pages that a job has read, the best first. */
export async function loadPages(db: Db, jobId: string): Promise<ReadPage[]> {
  const rows = await db.source.findMany({
    where: { jobId, snapshotId: { not: null } },
    include: { snapshot: true },
    orderBy: [{ score: 'desc' }, { url: 'asc' }],
  });
  return rows.flatMap((row) => toReadPage(row) ?? []);
}

/** Replaces a job's quotes; each must stand verbatim in its snapshot (the caller has checked it). */
export async function saveQuotes(
  db: Db,
  { jobId, quotes }: { jobId: string; quotes: Quote[] },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.quote.deleteMany({ where: { jobId } });
    await tx.quote.createMany({
      data: quotes.map(({ id: _, number, ...note }) => toQuoteRow(note, { jobId, number })),
    });
  });
}

/** A quote as its row, under a number of its job. */
export function toQuoteRow(
  { snapshot_id, url, start, end, text, ...data }: NewNote,
  { jobId, number }: { jobId: string; number: number },
): Prisma.QuoteCreateManyInput {
  return {
    id: uuidv7(),
    jobId,
    number,
    snapshotId: snapshot_id,
    url,
    startOffset: start,
    endOffset: end,
    text,
    data: JSON.parse(postgresJson(data)) as Prisma.InputJsonValue,
  };
}

/** The quotes of a job by number. */
export async function loadQuotes(
  db: Db,
  jobId: string,
  { of }: { of?: readonly string[] } = {},
): Promise<Quote[]> {
  const where = { jobId, ...(of && { snapshotId: { in: [...of] } }) };
  const rows = await db.quote.findMany({ where, orderBy: { number: 'asc' } });
  return rows.map((row) =>
    Quote.parse({
      ...(row.data as object),
      id: row.id,
      number: row.number,
      snapshot_id: row.snapshotId,
      url: row.url,
      start: row.startOffset,
      end: row.endOffset,
      text: row.text,
    }),
  );
}

/** Every page that a job found and every quote that it took, each with the text around it. */
export async function readEvidence(db: Db, jobId: string): Promise<Evidence> {
  const [sources, quotes, snapshots] = await Promise.all([
    db.source.findMany({ where: { jobId }, orderBy: [{ score: 'desc' }, { url: 'asc' }] }),
    loadQuotes(db, jobId),
    db.snapshot.findMany({ where: { quotes: { some: { jobId } } }, select: { id: true, text: true } }),
  ]);
  const readAt = new Map(sources.map((source) => [source.url, source.readAt?.toISOString() ?? null]));
  const texts = new Map(snapshots.map(({ id, text }) => [id, text]));
  const cuts = new Map(sources.map(({ url, data }) => [url, cutIn(data as PageData)]));
  const copies = new Map<string, string[]>();
  for (const { url, data } of sources) {
    const { copy_of } = data as PageData;
    if (copy_of) copies.set(copy_of, [...(copies.get(copy_of) ?? []), url]);
  }
  return {
    sources: sources.map((source) => ({
      id: source.id,
      source_id: source.sourceId,
      url: source.url,
      title: source.title,
      snapshot_id: source.snapshotId,
      failure: source.failure,
      read_at: source.readAt?.toISOString() ?? null,
      ...wayIn(source.data as PageData),
      ...copyIn(source.data as PageData),
      ...cuts.get(source.url),
    })),
    quotes: quotes.map((quote) => ({
      ...quote,
      ...pageOf(quote, { copies: copies.get(quote.url), ...cuts.get(quote.url) }),
      ...surroundings(texts.get(quote.snapshot_id) ?? '', quote),
      read_at: readAt.get(quote.url) ?? null,
    })),
  };
}

/** What is known of a quote's page, what the job has found out since it was noted included. */
function pageOf(
  { page }: Quote,
  { copies, cut_from }: { copies?: string[] | undefined; cut_from?: number },
): { page?: QuotedPage } {
  if (!copies && cut_from === undefined) return page ? { page } : {};
  const found = { ...(copies && { copies: copies.slice(0, mostCopies) }) };
  return { page: { ...page, ...found, ...(cut_from !== undefined && { cut_from }) } };
}

function wayIn({ found = [] }: PageData): { way?: WayStep[] } {
  const way = wayOf(found);
  return way ? { way } : {};
}

/** How long the page is, where only its beginning was kept. */
export function cutIn({ about }: PageData): { cut_from?: number } {
  const { cut_from } = QuotedPage.safeParse(about).data ?? {};
  return cut_from === undefined ? {} : { cut_from };
}

const copyIn = ({ copy_of }: PageData): { copy_of?: string } => (copy_of ? { copy_of } : {});

/** The text on both sides of a quote, cut at spaces so that no word is torn. */
function surroundings(text: string, { start, end }: { start: number; end: number }) {
  const from = Math.max(0, start - contextLength);
  const to = Math.min(text.length, end + contextLength);
  const before = text.slice(from, start);
  const after = text.slice(end, to);
  return {
    before: from > 0 ? before.replace(/^\S*\s/, '') : before,
    after: to < text.length ? after.replace(/\s\S*$/, '') : after,
  };
}

/** Stores what a step made, for later steps; the last one stored counts. */
export async function saveDraft(
  db: Db,
  { jobId, name, data }: { jobId: string; name: string; data: unknown },
): Promise<void> {
  const json = JSON.parse(postgresJson(data)) as Prisma.InputJsonValue;
  await db.draft.upsert({
    where: { jobId_name: { jobId, name } },
    create: { jobId, name, data: json },
    update: { data: json },
  });
}

/** What a step stored under a name, null when it has not. */
export async function loadDraft(db: Db, { jobId, name }: { jobId: string; name: string }): Promise<unknown> {
  const row = await db.draft.findUnique({ where: { jobId_name: { jobId, name } } });
  return row?.data ?? null;
}
