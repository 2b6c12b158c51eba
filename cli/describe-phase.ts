import { countClaims } from '#lib/client/count-claims.ts';
import { formatNumber } from '#lib/schema/count.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import type { EventBody } from '#lib/schema/event.ts';
import { countWords } from '#lib/schema/report.ts';
import type { Claim } from '#lib/schema/verdict.ts';
import { listCounts } from './count.ts';
import { scoreWords } from './describe-verdict.ts';

const phaseWords: Record<string, string> = {
  decompose: 'Plan',
  gather: 'Search',
  extract: 'Read',
  synthesize: 'Write',
  judge: 'Judge',
  repair: 'Publish',
  finish: 'Finish',
};

/** A phase as one word; a phase that is not known here keeps its own name. */
export const phaseWord = (phase: string): string =>
  phaseWords[phase] ?? `${phase.slice(0, 1).toUpperCase()}${phase.slice(1).replaceAll('_', ' ')}`;

/** Counts what the events of a job tell, and says what each of its phases came to. */
export function createPhaseCounts() {
  const counts = { searches: 0, pages: 0, failed: 0, citations: 0 };
  let claims: readonly Claim[] = [];
  const words = new Map<string, number>();
  let subQuestions: string[] = [];
  let score: string | undefined;

  return {
    take(event: EventBody): void {
      if (event.type === 'plan-created' || event.type === 'plan-approved')
        subQuestions = event.plan.sub_questions.map(({ question }) => question);
      if (event.type === 'search-end') counts.searches += 1;
      if (event.type === 'source-read') counts.pages += 1;
      if (event.type === 'source-failed' && event.url !== null) counts.failed += 1;
      if (event.type === 'text-end') words.set(event.text_id, countWords(event.text));
      if (event.type === 'citation-added') counts.citations += 1;
      if (event.type === 'verdict') {
        score = scoreWords(event.verdict);
        claims = event.verdict.claims;
      }
    },
    /** The planned sub-questions, where there is more than one. */
    subQuestions: () => (subQuestions.length > 1 ? subQuestions : []),
    /** What a phase came to, such as `3 searches, 21 pages`; empty where there is nothing to count. */
    describe(phase: string): string {
      if (phase === 'decompose') return listCounts([[subQuestions.length, 'sub-question']]);
      if (phase === 'gather') {
        const failed = counts.failed > 0 ? `, ${formatNumber(counts.failed)} could not be read` : '';
        return `${listCounts([
          [counts.searches, 'search'],
          [counts.pages, 'page'],
        ])}${failed}`;
      }
      if (phase === 'judge' && claims.length > 0) {
        const told = score ? `${score.replace(/^Verdict /, '').toLowerCase()}, ` : '';
        return `${told}${countClaims(countHeld(claims))}`;
      }
      if (phase === 'extract' || phase === 'judge' || phase === 'finish') return '';
      return listCounts([
        [[...words.values()].reduce((sum, one) => sum + one, 0), 'word'],
        [counts.citations, 'source'],
      ]);
    },
  };
}
