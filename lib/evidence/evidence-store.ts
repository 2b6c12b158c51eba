import type { Db } from '#lib/db.ts';
import { postgresJson, postgresText } from '#lib/postgres-text.ts';
import type { EvidenceStore, FoundPage, NewNote, StoredPage } from '#lib/research/ports.ts';
import { clip } from '#lib/text/clip.ts';
import { claimText, saveCopies } from './copies.ts';
import {
  cutIn,
  loadDraft,
  loadPages,
  loadQuotes,
  type PageData,
  type ReadPage,
  saveDraft,
  saveReading,
  saveSource,
  toQuoteRow,
  toReadPage,
} from './evidence.ts';

/**
 * The evidence of one job in PostgreSQL, as research works on it. `isAskedFor` says of a source whether the job asks
 * for its pages themselves.
 */
export function createEvidenceStore(
  db: Db,
  { jobId, isAskedFor }: { jobId: string; isAskedFor: (sourceId: string) => boolean },
): EvidenceStore {
  const stored = (page: ReadPage): StoredPage =>
    isAskedFor(page.source_id) ? { ...page, asked_for: true } : page;
  const page = async (id: string) => {
    const row = await db.source.findUnique({ where: { id }, include: { snapshot: true } });
    const read = row && toReadPage(row);
    return read && stored(read);
  };
  return {
    async saveFound({ source_id, url, title, snippet, found }) {
      const { id } = await saveSource(db, {
        jobId,
        sourceId: source_id,
        url: postgresText(url),
        title: postgresText(title),
        found,
      });
      const words = clip(postgresText(snippet), 1000);
      if (words)
        await db.$executeRaw`
          UPDATE source SET data = jsonb_set(data, '{snippet}', to_jsonb(${words}::text))
          WHERE id = ${id}::uuid AND NOT data ? 'snippet'`;
    },
    async found() {
      const rows = await db.source.findMany({ where: { jobId }, orderBy: { id: 'asc' } });
      return rows.map(({ id, sourceId, url, title, data, snapshotId, failure }): FoundPage => {
        const { found = [], snippet = '', copy_of } = data as PageData;
        const state = snapshotId ? 'read' : failure ? 'failed' : 'found';
        const said = { ...(copy_of && { copy_of }), ...cutIn(data as PageData) };
        return { id, source_id: sourceId, url, title, snippet, found, state, ...said };
      });
    },
    async saveReading(id, reading) {
      if ('failure' in reading) {
        await saveReading(db, { id, page: null, failure: reading.failure });
        return null;
      }
      const { page: read } = reading;
      await saveReading(db, { id, page: { ...read, text: postgresText(read.text) }, failure: null });
      const title = postgresText(read.title);
      await db.$executeRaw`
        UPDATE source SET title = COALESCE(NULLIF(${title}, ''), title),
          data = jsonb_set(data, '{about}', ${postgresJson(read.about ?? {})}::jsonb)
            || ${postgresJson(read.fetched ? { fetched: read.fetched } : {})}::jsonb
        WHERE id = ${id}::uuid`;
      return page(id);
    },
    page,
    copyOf: (id) => claimText(db, { jobId, id }),
    saveCopies: (copies) => saveCopies(db, { jobId, copies }),
    pages: async () => (await loadPages(db, jobId)).map(stored),
    async addNotes(notes) {
      if (notes.length === 0) return [];
      await addInTurn(db, { jobId, notes });
      const keys = new Set(notes.map(keyOf));
      const of = [...new Set(notes.map(({ snapshot_id }) => snapshot_id))];
      return (await loadQuotes(db, jobId, { of })).filter((quote) => keys.has(keyOf(quote)));
    },
    notes: () => loadQuotes(db, jobId),
    loadDraft: (name) => loadDraft(db, { jobId, name }),
    saveDraft: (name, data) => saveDraft(db, { jobId, name, data }),
  };
}

const keyOf = (quote: { snapshot_id: string; start: number; end: number }): string =>
  `${quote.snapshot_id}:${quote.start}:${quote.end}`;

type Notes = { jobId: string; notes: readonly NewNote[] };

/** By job: the transaction at work, and the notes that wait for the next one, which takes all of them. */
const turns = new Map<string, Promise<void>>();
const waiting = new Map<string, { notes: NewNote[]; saved: Promise<void> }>();

function addInTurn(db: Db, { jobId, notes }: Notes): Promise<void> {
  const open = waiting.get(jobId);
  if (open) {
    open.notes.push(...notes);
    return open.saved;
  }
  const all = [...notes];
  const before = turns.get(jobId) ?? Promise.resolve();
  const saved = before
    .catch(() => {})
    .then(() => {
      waiting.delete(jobId);
      return addQuotes(db, { jobId, notes: all });
    })
    .finally(() => {
      if (turns.get(jobId) === saved) turns.delete(jobId);
    });
  waiting.set(jobId, { notes: all, saved });
  turns.set(jobId, saved);
  return saved;
}

/** Processes that note side by side take turns, so that numbers have no gap and no number stands twice. */
async function addQuotes(db: Db, { jobId, notes }: Notes): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`quotes:${jobId}`}, 0))`;
      const known = await tx.quote.findMany({
        where: { jobId },
        select: { number: true, snapshotId: true, startOffset: true, endOffset: true },
      });
      const keys = new Set(
        known.map(({ snapshotId, startOffset, endOffset }) => `${snapshotId}:${startOffset}:${endOffset}`),
      );
      const last = Math.max(0, ...known.map(({ number }) => number));
      const fresh = notes.filter((note) => !keys.has(keyOf(note)) && keys.add(keyOf(note)));
      await tx.quote.createMany({
        data: fresh.map((note, at) => toQuoteRow(note, { jobId, number: last + at + 1 })),
      });
    },
    { maxWait: 20_000, timeout: 30_000 },
  );
}
