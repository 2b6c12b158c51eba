import type { Plan } from '#lib/schema/plan.ts';
import { joinNearness } from '#lib/text/join-nearness.ts';
import { nearInMeaning, underHeading } from '#lib/text/near-in-meaning.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { addLinked } from '../add-linked.ts';
import { hostOf } from '../describe-task.ts';
import { type ExtractedQuote, extract } from '../extract.ts';
import type { Desk } from '../ports.ts';
import { rankEvidence } from '../rank-evidence.ts';
import { selectPassages } from '../select-passages.ts';
import { takeAppointments } from '../take-appointments.ts';

/**
 * Quotes the sections that are nearest to the question by their words, from all pages that were read: what there is
 * where no model reads. With a reader only what the job asks for itself is quoted so: pictures and appointments.
 */
export async function quoteByWords(
  desk: Desk,
  { question, plan, earlier }: { question: string; plan: Plan; earlier: string },
): Promise<{ quotes: number }> {
  const ranked = rankEvidence(await desk.store.pages(), plan);
  const { appointments, others } = takeAppointments({ plan, pages: ranked });
  const wanted = desk.isBuiltIn('reader') ? others : others.filter(({ asked_for }) => asked_for);
  const chosen = selectPassages({ question, plan, earlier, pages: wanted });
  const pages = [...appointments, ...addLinked(chosen, wanted)];
  desk.signal.throwIfAborted();
  const copies = new Map(ranked.map((page) => [page.url, page.copies?.slice(0, 20)]));
  const quotes = await rankByNearness(desk, { question, quotes: extract({ plan, pages, earlier }) });
  const notes = quotes.map(({ number: _, ...quote }) => ({
    ...quote,
    page: { host: hostOf(quote.url) || undefined, copies: copies.get(quote.url) },
  }));
  if (desk.isBuiltIn('reader')) {
    const found = ranked.flatMap((page) => page.copies?.map((url) => ({ url, of: page.url })) ?? []);
    await desk.store.saveCopies(found);
  }
  const saved = await desk.store.addNotes(notes);
  return { quotes: saved.length };
}

/** What the vectors of words count for beside the words; an embedding server's count as much as those. */
const ofWords = 0.4;

/** Quotes with scores in which their meaning counts too: as the embedding server tells it, else by the words' vectors. */
async function rankByNearness(
  desk: Desk,
  { question, quotes }: { question: string; quotes: ExtractedQuote[] },
): Promise<ExtractedQuote[]> {
  const texts = quotes.map(underHeading);
  const told = await desk.nearness?.(question, texts);
  const [byWords] = told ? [] : nearInMeaning([plainQuestion(question)], texts);
  const scores = joinNearness(
    quotes.map(({ score }) => score),
    told ?? byWords ?? null,
    told ? 1 : ofWords,
  );
  return quotes.map((quote, at) => ({ ...quote, score: scores[at] ?? quote.score }));
}
