import { v7 as uuidv7 } from 'uuid';
import type { StageContext } from '#inngest/stage.ts';
import { saveQuotes } from '#lib/evidence/evidence.ts';
import { extract } from '#lib/research/extract.ts';
import { selectPassages } from '#lib/research/select-passages.ts';
import { takeAppointments } from '#lib/research/take-appointments.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { loadEvidencePages } from './load-evidence-pages.ts';

/**
 * Takes and stores the quotes that a report may rest on, from the pages that the job has read; `earlier` are words that
 * the question leaves out.
 */
export async function takeQuotes(
  { db, jobId, signal }: StageContext,
  { question, plan, earlier }: { question: string; plan: Plan; earlier?: string | undefined },
): Promise<{ pages: number; quotes: number }> {
  const { appointments, others } = takeAppointments({ plan, pages: await loadEvidencePages(db, jobId) });
  const pages = [...appointments, ...selectPassages({ question, plan, earlier, pages: others })];
  signal.throwIfAborted();
  const quotes = extract({ plan, pages, earlier }).map((quote) => ({ ...quote, id: uuidv7() }));
  await saveQuotes(db, { jobId, quotes });
  return { pages: pages.length, quotes: quotes.length };
}
