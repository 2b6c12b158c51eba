import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { Report } from '#lib/schema/report.ts';
import { loadQuotes, sha256 } from './evidence.ts';
import { findCitationFaults } from './find-citation-faults.ts';

export type CitationCheck = {
  quotes: number;
  findings: number;
  notes: number;
  snapshots: number;
  /** What does not hold, one sentence each; empty when everything does. */
  faults: string[];
};

/**
 * Proves a job's report against what is stored: the sha256 of each snapshot is right, and its citations have no faults.
 * Throws `not_found` when the job has no report.
 */
export async function checkCitations(db: Db, jobId: string): Promise<CitationCheck> {
  const draft = await db.draft.findUnique({ where: { jobId_name: { jobId, name: 'report' } } });
  if (!draft) throw new AppError('not_found', `Job ${jobId} has no report.`);
  const report = Report.parse(draft.data);
  const quotes = await loadQuotes(db, jobId);
  const snapshots = await db.snapshot.findMany({ where: { quotes: { some: { jobId } } } });
  const texts = new Map(snapshots.map(({ id, text }) => [id, text]));
  const changed = snapshots
    .filter(({ sha256: stored, text }) => sha256(text) !== stored)
    .map(({ id }) => `Snapshot ${id} does not have the sha256 that is stored.`);
  const findings = report.sentences.filter(({ kind }) => kind === 'finding').length;
  return {
    quotes: quotes.length,
    findings,
    notes: report.sentences.length - findings,
    snapshots: snapshots.length,
    faults: [...changed, ...findCitationFaults({ report, quotes, texts })],
  };
}
