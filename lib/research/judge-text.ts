import type { LanguageModel } from 'ai';
import { count, formatNumber } from '#lib/schema/count.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import type { ClaimVerdict, Score, Verdict } from '#lib/schema/verdict.ts';
import type { CheckedSource } from './check-claim/check-against-quotes.ts';
import { noQuote, wordForWord } from './check-claim/check-claim.ts';
import { judge } from './judge.ts';
import { overallScore } from './overall-score.ts';

/** What a text is judged by where nobody asked a question. */
export const noQuestion = 'What does the text claim, and do its sources say so?';

/**
 * Judges a text that somebody gave against the quotes that were found for it, as a report is judged. What nothing was
 * given for is not guessed: without sources no claim is checked and correctness has no score, without a question
 * relevance and completeness have none; the reasons say so. Throws what `judge` throws.
 */
export async function judgeText({
  question,
  hasSources,
  ...given
}: {
  /** Null where none was asked. */
  question: string | null;
  /** Whether there was a source that could be read. */
  hasSources: boolean;
  plan: Plan;
  report: Report;
  quotes: readonly Quote[];
  /** The whole pages. */
  sources?: readonly CheckedSource[];
  model: LanguageModel;
  signal?: AbortSignal;
}): Promise<Verdict> {
  const verdict = await judge({ question: question ?? noQuestion, ...given });
  const checked = hasSources ? withFoundReasons(verdict) : withoutSources(verdict);
  if (verdict.judged_by !== 'built-in') return question === null ? withoutQuestion(checked) : checked;
  const scored = hasSources ? withCopiesCounted(checked) : checked;
  return question === null ? withoutQuestion(scored) : withoutParts(scored);
}

/** Code counts the parts of a question that quotes were found for; nothing was looked for here. */
function withoutParts(verdict: Verdict): Verdict {
  if (verdict.completeness.score !== null) return verdict;
  const reason = 'Whether it answers all of the question was not judged.';
  return { ...verdict, completeness: { score: null, reason } };
}

/** Somebody else's words that stand in the sources hold, copied or not: who wrote them had no hand in the judging. */
function withCopiesCounted(verdict: Verdict): Verdict {
  const of = (...verdicts: ClaimVerdict[]) =>
    verdict.claims.filter((claim) => verdicts.includes(claim.verdict)).length;
  const checked = verdict.claims.length - of('unchecked');
  if (verdict.claims.length === 0) return verdict;
  if (checked === 0)
    return { ...verdict, correctness: { score: null, reason: 'None of its claims could be checked.' } };
  const score = round((of('supported') + of('partly') / 2) / checked);
  const unchecked = of('unchecked') > 0 ? ` ${formatNumber(of('unchecked'))} could not be checked.` : '';
  const told = `${formatNumber(of('supported'))} of ${count(checked, 'claim')}`;
  const reason = `The sources bear out ${told} that could be checked.${unchecked}`;
  const claims = verdict.claims.map(({ copied: _, ...claim }) => claim);
  return withOverall({ ...verdict, claims, correctness: { score, reason } });
}

const round = (score: number) => Math.round(score * 100) / 100;

/** A given text quotes nothing itself: it stands in the sources, or nothing in them speaks to it. */
function withFoundReasons(verdict: Verdict): Verdict {
  const reasons: Record<string, string> = {
    [noQuote]: 'No sentence of the sources speaks to it.',
    [wordForWord]: 'It stands word for word in its source.',
  };
  return {
    ...verdict,
    claims: verdict.claims.map((claim) => ({ ...claim, reason: reasons[claim.reason] ?? claim.reason })),
  };
}

function withoutSources(verdict: Verdict): Verdict {
  const reason = 'There is no source to check it by.';
  return withOverall({
    ...verdict,
    correctness: { score: null, reason: 'There is no source, so none of its claims could be checked.' },
    claims: verdict.claims.map((claim) => ({ ...claim, verdict: 'unchecked', reason })),
  });
}

function withoutQuestion(verdict: Verdict): Verdict {
  const reason = 'No question was given, so whether it answers one cannot be judged.';
  const unseen: Score = { score: null, reason };
  return withOverall({ ...verdict, relevance: unseen, completeness: unseen });
}

const withOverall = (verdict: Verdict): Verdict => ({ ...verdict, overall: overallScore(verdict) });
