import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { Report } from '#lib/schema/report.ts';
import { loadQuotes, sha256 } from './evidence.ts';

export type CitationCheck = {
  quotes: number;
  findings: number;
  notes: number;
  snapshots: number;
  /** What does not hold, one sentence each; empty when everything does. */
  faults: string[];
};

/**
 * Proves a job's report against what is stored, by comparing strings and nothing else: each quote stands verbatim at
 * its offsets in its snapshot, each `finding` has a quote that exists, each sentence stands at its offsets in the
 * report, each cited page and each snapshot's sha256 is right. Throws `not_found` when the job has no report.
 */
export async function checkCitations(db: Db, jobId: string): Promise<CitationCheck> {
  const draft = await db.draft.findUnique({ where: { jobId_name: { jobId, name: 'report' } } });
  if (!draft) throw new AppError('not_found', `Job ${jobId} has no report.`);
  const report = Report.parse(draft.data);
  const quotes = await loadQuotes(db, jobId);
  const snapshots = await db.snapshot.findMany({ where: { quotes: { some: { jobId } } } });
  const texts = new Map(snapshots.map(({ id, text }) => [id, text]));
  const known = new Map(quotes.map((quote) => [quote.number, quote]));
  const cited = new Map(
    report.citations.flatMap(({ quotes, snapshot_id }) => quotes.map((number) => [number, snapshot_id])),
  );
  const faults: string[] = [];

  for (const { id, sha256: stored, text } of snapshots) {
    if (sha256(text) !== stored) faults.push(`Snapshot ${id} does not have the sha256 that is stored.`);
  }
  for (const { number, snapshot_id, start, end, text } of quotes) {
    if (texts.get(snapshot_id)?.slice(start, end) !== text) {
      faults.push(`Quote ${number} does not stand at ${start}–${end} of snapshot ${snapshot_id}.`);
    }
  }
  for (const { kind, start, end, text, quotes: numbers } of report.sentences) {
    if (report.markdown.slice(start, end) !== text)
      faults.push(`"${text}" does not stand at ${start}–${end} of the report.`);
    if (kind === 'finding' && numbers.length === 0) faults.push(`"${text}" rests on no quote.`);
    for (const number of numbers) {
      if (!known.has(number)) faults.push(`"${text}" rests on quote ${number}, which does not exist.`);
      else if (cited.get(number) !== known.get(number)?.snapshot_id)
        faults.push(`Quote ${number} is cited to another page.`);
    }
  }
  const findings = report.sentences.filter(({ kind }) => kind === 'finding').length;
  return {
    quotes: quotes.length,
    findings,
    notes: report.sentences.length - findings,
    snapshots: snapshots.length,
    faults,
  };
}
