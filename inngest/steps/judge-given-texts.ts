import { v7 as uuidv7 } from 'uuid';
import type { StageContext } from '#inngest/stage.ts';
import {
  loadDraft,
  loadPages,
  loadQuotes,
  type ReadPage,
  saveDraft,
  saveQuotes,
} from '#lib/evidence/evidence.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { compareTexts } from '#lib/research/compare-texts.ts';
import { decompose } from '#lib/research/decompose.ts';
import { judgeText, noQuestion } from '#lib/research/judge-text.ts';
import { matchQuotes } from '#lib/research/match-quotes.ts';
import { splitClaims } from '#lib/research/split-claims.ts';
import { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { type Citation, Report, withoutCitationMarks } from '#lib/schema/report.ts';

/** What a judged text is called: the one text, or each of two. */
export type TextName = 'text' | 'a' | 'b';

/** So many parts of a question are told apart at most. */
const maxParts = 4;
/** So many quotes are shown where two texts are compared. */
const maxComparedQuotes = 80;

const reportDraft = (name: TextName) => `judged:${name}`;

/**
 * Splits the texts into claims, finds the sentences of the sources that speak to each, and stores both: the quotes,
 * and each text as a report whose sentences name theirs.
 */
export async function matchTexts(
  { db, jobId, signal }: StageContext,
  { question, texts }: { question: string | null; texts: Partial<Record<TextName, string>> },
): Promise<{ claims: number; quotes: number }> {
  const pages = await loadPages(db, jobId);
  const plan = await planFor(question, signal);
  const quotes: Quote[] = [];
  let claims = 0;
  for (const [name, text] of Object.entries(texts) as [TextName, string][]) {
    const markdown = withoutCitationMarks(text);
    const sentences = splitClaims(markdown);
    const firstNumber = quotes.length + 1;
    const matched = await matchQuotes({ sentences, plan, pages, firstNumber, signal });
    const own = matched.quotes.map((quote) => ({ ...quote, id: uuidv7() }));
    quotes.push(...own);
    claims += sentences.filter(({ kind }) => kind === 'finding').length;
    const citations = citationsOf(own, pages);
    const report: Report = { markdown, sentences: matched.sentences, citations, nothing_found: false };
    await saveDraft(db, { jobId, name: reportDraft(name), data: report });
  }
  await saveQuotes(db, { jobId, quotes });
  await saveDraft(db, { jobId, name: 'plan', data: plan });
  return { claims, quotes: quotes.length };
}

/** A question is split by code, always the same way: what its parts are is no matter of who judges. */
async function planFor(question: string | null, signal: AbortSignal): Promise<Plan> {
  if (question !== null) return decompose({ question, breadth: maxParts, model: builtInModel, signal });
  return { sub_questions: [{ question: noQuestion, queries: [noQuestion], expects: '' }] };
}

function citationsOf(quotes: readonly Quote[], pages: readonly ReadPage[]): Citation[] {
  return pages
    .map(({ url, title, source_id, snapshot_id }) => {
      const numbers = quotes.filter((quote) => quote.url === url).map(({ number }) => number);
      return { source_id, snapshot_id, url, title, quotes: numbers };
    })
    .filter((page) => page.quotes.length > 0)
    .map((page, index) => ({ number: index + 1, ...page }));
}

/** A judged text as it was stored. */
export async function loadJudged({ db, jobId }: Pick<StageContext, 'db' | 'jobId'>, name: TextName) {
  return Report.parse(await loadDraft(db, { jobId, name: reportDraft(name) }));
}

/** Judges a stored text claim by claim and stores the verdict under `verdict:` and its name. */
export async function judgeStoredText(
  context: StageContext,
  { name, question, hasSources }: { name: TextName; question: string | null; hasSources: boolean },
): Promise<{ overall: number | null }> {
  const { db, jobId, signal } = context;
  const verdict = await judgeText({
    question,
    hasSources,
    plan: Plan.parse(await loadDraft(db, { jobId, name: 'plan' })),
    report: await loadJudged(context, name),
    quotes: await loadQuotes(db, jobId),
    sources: await loadPages(db, jobId),
    model: context.model('judge'),
    signal,
  });
  await saveDraft(db, { jobId, name: `verdict:${name}`, data: verdict });
  if (name !== 'text') return { overall: verdict.overall };
  for (const [index, claim] of verdict.claims.entries()) {
    await context.tell(`claim:${index}`, { type: 'claim-checked', claim });
  }
  await context.tell('verdict', { type: 'verdict', verdict });
  return { overall: verdict.overall };
}

/** Compares the two stored texts with one of them first, and stores what was said under `comparison:` and its name. */
export async function compareStoredTexts(
  context: StageContext,
  { question, first }: { question: string | null; first: 'a' | 'b' },
): Promise<{ better: string }> {
  const { db, jobId, signal } = context;
  const quotes = await loadQuotes(db, jobId);
  const comparison = await compareTexts({
    question,
    first: await loadJudged(context, first),
    second: await loadJudged(context, first === 'a' ? 'b' : 'a'),
    quotes: mostTelling(quotes),
    model: context.model('judge'),
    signal,
  });
  await saveDraft(db, { jobId, name: `comparison:${first}`, data: comparison });
  return { better: comparison.better };
}

/** The quotes that hold most of a claim, in the order of their numbers. */
function mostTelling(quotes: readonly Quote[]): Quote[] {
  const best = [...quotes].sort((left, right) => right.score - left.score).slice(0, maxComparedQuotes);
  return best.sort((left, right) => left.number - right.number);
}
