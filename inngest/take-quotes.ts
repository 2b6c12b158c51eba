import { v7 as uuidv7 } from 'uuid';
import { saveQuotes } from '#lib/evidence.ts';
import { extract } from '#lib/research/extract.ts';
import { selectPassages } from '#lib/research/select-passages.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { loadEvidencePages } from './load-evidence-pages.ts';
import type { StageContext } from './stage.ts';

/** Takes and stores the quotes that a report may rest on, from the pages that the job has read. */
export async function takeQuotes(
  { db, jobId, signal }: StageContext,
  { question, plan }: { question: string; plan: Plan },
): Promise<{ pages: number; quotes: number }> {
  const pages = selectPassages({ question, plan, pages: await loadEvidencePages(db, jobId) });
  signal.throwIfAborted();
  const quotes = extract({ plan, pages }).map((quote) => ({ ...quote, id: uuidv7() }));
  await saveQuotes(db, { jobId, quotes });
  return { pages: pages.length, quotes: quotes.length };
}
