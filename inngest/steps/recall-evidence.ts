import type { StageContext } from '#inngest/stage.ts';
import type { Db } from '#lib/db.ts';
import { loadQuotes, saveSource } from '#lib/evidence/evidence.ts';
import { createEvidenceStore } from '#lib/evidence/evidence-store.ts';
import { rankEarlierPages } from '#lib/research/rank-earlier-pages.ts';
import { recalledQuery } from '#lib/research/rank-evidence.ts';
import { Report } from '#lib/schema/report.ts';
import { tellFound, tellRead } from './tell-pages.ts';

/** As many as are ranked section by section later. */
const pagesRecalled = 14;
const pagesLookedAt = 60;
/** Notes of the earlier jobs that this one takes along; they weigh less than what is noted for its own question. */
const notesRecalled = 24;
const noteWorth = 0.4;

/** What people read while it happens. */
export const recallLabel = "Read the earlier report's evidence";

/**
 * Makes the pages that earlier jobs of the same person have read this job's own, the best for the question: it points
 * at the same snapshots, so nothing is read again and what was cited then can be cited now. Answers how many.
 */
export async function recallEvidence(
  context: StageContext,
  { jobIds, question, earlier }: { jobIds: readonly string[]; question: string; earlier: string },
): Promise<{ pages: number }> {
  const { db, jobId, signal } = context;
  const { userId } = await db.job.findUniqueOrThrow({ where: { jobId }, select: { userId: true } });
  const jobs = await db.job.findMany({
    where: { jobId: { in: [...jobIds] }, userId },
    select: { jobId: true, result: true },
    orderBy: { jobId: 'desc' },
  });
  const pages = await loadEarlierPages(db, jobs);
  const best = await rankEarlierPages({ question, earlier, pages, limit: pagesRecalled, signal });
  for (const { source_id, url, title, snapshot_id, read_at, text, score } of best) {
    const found = { sub_question: 0, query: recalledQuery, score, passages: [] };
    const { id } = await saveSource(db, { jobId, sourceId: source_id, url, title, found });
    await db.source.update({ where: { id }, data: { snapshotId: snapshot_id, readAt: read_at } });
    await tellFound(context, { id, sourceId: source_id, url, title });
    await tellRead(context, { id, url, title, snapshotId: snapshot_id, characters: text.length });
  }
  if (context.modelName('reader') !== 'built-in')
    await recallNotes(context, { jobs, question, earlier, pages: best });
  return { pages: best.length };
}

/** Takes along what a reader noted then on these pages, the nearest to the question: that is paid for already. */
async function recallNotes(
  { db, jobId, signal }: StageContext,
  given: {
    jobs: readonly { jobId: string }[];
    question: string;
    earlier: string;
    pages: readonly { snapshot_id: string }[];
  },
): Promise<void> {
  const { jobs, question, earlier } = given;
  const known = new Set(given.pages.map(({ snapshot_id }) => snapshot_id));
  const quotes = (await Promise.all(jobs.map(({ jobId }) => loadQuotes(db, jobId)))).flat();
  const pages = quotes
    .filter(({ snapshot_id, asked_for }) => known.has(snapshot_id) && !asked_for)
    .map((quote) => ({ quote, title: quote.gist ?? '', text: quote.text, cited: false }));
  const nearest = await rankEarlierPages({ question, earlier, pages, limit: notesRecalled, signal });
  const notes = nearest
    .filter(({ score }) => score > 0)
    .map(({ quote: { id: _, number: __, ...note }, score }) => ({
      ...note,
      sub_question: 0,
      score: noteWorth * score,
    }));
  await createEvidenceStore(db, { jobId, isAskedFor: () => false }).addNotes(notes);
}

type EarlierPage = {
  source_id: string;
  url: string;
  title: string;
  snapshot_id: string;
  read_at: Date | null;
  text: string;
  cited: boolean;
};

/** Each page once, as the newest of the jobs has read it; a job that was erased has none. */
async function loadEarlierPages(
  db: Db,
  jobs: readonly { jobId: string; result: unknown }[],
): Promise<EarlierPage[]> {
  const pages = new Map<string, EarlierPage>();
  for (const { jobId, result } of jobs) {
    const report = Report.safeParse((result as { report?: unknown } | null)?.report);
    const cited = new Set(report.data?.citations.map(({ url }) => url));
    const rows = await db.source.findMany({
      where: { jobId, snapshotId: { not: null } },
      include: { snapshot: true },
      orderBy: [{ score: 'desc' }, { url: 'asc' }],
      take: pagesLookedAt,
    });
    for (const { sourceId, url, title, snapshot, readAt } of rows) {
      if (!snapshot || (pages.size >= pagesLookedAt && !pages.has(url))) continue;
      const known = pages.get(url);
      if (known) known.cited ||= cited.has(url);
      else {
        const { id: snapshot_id, text } = snapshot;
        pages.set(url, {
          source_id: sourceId,
          url,
          title,
          snapshot_id,
          read_at: readAt,
          text,
          cited: cited.has(url),
        });
      }
    }
  }
  return [...pages.values()];
}
