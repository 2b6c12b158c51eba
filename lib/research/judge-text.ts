import type { LanguageModel } from 'ai';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Score, Verdict } from '#lib/schema/verdict.ts';
import { judge } from './judge.ts';

/** What a text is judged by where nobody asked a question. */
export const noQuestion = 'What does the text claim, and do its sources say so?';

/**
 * Judges a text that somebody gave against the quotes that were found for it, as a report is judged. What nothing was
 * given for is not guessed: without sources no claim counts as supported, and without a question the text's relevance
 * and completeness count as its correctness does; the reasons say so. Throws what `judge` throws.
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
  model: LanguageModel;
  signal?: AbortSignal;
}): Promise<Verdict> {
  const verdict = await judge({ question: question ?? noQuestion, ...given });
  const checked = hasSources ? withFoundReasons(verdict) : withoutSources(verdict);
  return question === null ? withoutQuestion(checked) : checked;
}

function withFoundReasons(verdict: Verdict): Verdict {
  const reason = 'No sentence of the sources speaks to it.';
  return {
    ...verdict,
    claims: verdict.claims.map((claim) => (claim.quotes.length === 0 ? { ...claim, reason } : claim)),
  };
}

function withoutSources(verdict: Verdict): Verdict {
  const { relevance, claims, judged_by } = verdict;
  const reason = 'There is no source to check it by.';
  const completeness: Score =
    judged_by === 'built-in'
      ? {
          score: relevance.score,
          reason: 'Without a source only the words of the question can be looked for.',
        }
      : verdict.completeness;
  return withOverall({
    ...verdict,
    correctness: { score: 0, reason: 'There is no source, so none of its claims could be checked.' },
    completeness,
    claims: claims.map((claim) => ({ ...claim, verdict: 'unsupported', reason })),
  });
}

function withoutQuestion(verdict: Verdict): Verdict {
  const reason = 'No question was given, so this cannot be judged by itself; it counts as correctness does.';
  const unseen: Score = { score: verdict.correctness.score, reason };
  return withOverall({ ...verdict, relevance: unseen, completeness: unseen });
}

function withOverall(verdict: Verdict): Verdict {
  const { relevance, correctness, completeness } = verdict;
  const mean = (relevance.score + correctness.score + completeness.score) / 3;
  return { ...verdict, overall: Math.round(mean * 100) / 100 };
}
