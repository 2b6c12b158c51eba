import { formatCount, formatScore } from '#components/format-count.ts';
import { ClaimsBar } from '#components/status/claims-bar.tsx';
import { countVerdicts } from '#components/status/count-verdicts.ts';
import { VerdictLabel, verdicts } from '#components/status/verdict-label.tsx';
import { Bar } from '#components/ui/bar.tsx';
import type { Claim, Score, Verdict } from '#lib/schema/verdict.ts';
import { ClaimText } from './claim-text.tsx';

/** How the report was judged: one number, three scores with their reasons, and every claim, the worst first. */
export function JudgePanel({
  verdict,
  claims,
  ended,
}: {
  verdict: Verdict | null;
  claims: Claim[];
  ended: boolean;
}) {
  const counts = countVerdicts(claims);
  if (!verdict && claims.length === 0) {
    return (
      <p className="p-4 text-ink-3">
        {ended ? 'Nothing was judged.' : 'The report is judged when it is written.'}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      <div className="flex items-end gap-3">
        <span className="text-2xl/7 font-semibold tabular-nums">
          {verdict ? formatScore(verdict.overall) : '–'}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="text-xs text-ink-2 tabular-nums">
            {counts.supported} of {formatCount(claims.length, 'claim')} supported
          </span>
          <ClaimsBar counts={counts} />
        </span>
      </div>
      {verdict && (
        <dl className="flex flex-col gap-2">
          <ScoreLine word="Relevance" score={verdict.relevance} />
          <ScoreLine word="Correctness" score={verdict.correctness} />
          <ScoreLine word="Completeness" score={verdict.completeness} />
        </dl>
      )}
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {verdicts.map((kind) => (
          <li key={kind}>
            <VerdictLabel verdict={kind}>
              <span className="tabular-nums">{counts[kind]}</span>
            </VerdictLabel>
          </li>
        ))}
      </ul>
      <ClaimList claims={claims} />
      {verdict && <p className="text-xs text-ink-3">Judged by {judgeName(verdict.judged_by)}</p>}
    </div>
  );
}

function ScoreLine({ word, score }: { word: string; score: Score }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)_2.25rem] items-center gap-x-3">
      <dt>{word}</dt>
      <dd className="contents">
        <Bar parts={[{ key: word, share: score.score, className: 'bg-ink-2' }]} />
        <span className="text-right font-semibold tabular-nums">{formatScore(score.score)}</span>
        <span className="col-span-full text-xs text-ink-3">{score.reason}</span>
      </dd>
    </div>
  );
}

function ClaimList({ claims }: { claims: Claim[] }) {
  const worstFirst = [...claims].sort(
    (a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict) || a.sentence - b.sentence,
  );
  return (
    <ul aria-label="Claims" className="-mx-4 border-t border-line">
      {worstFirst.map((claim) => (
        <li
          key={`${claim.sentence}:${claim.text}`}
          className="flex flex-col gap-0.5 border-b border-line px-4 py-2"
        >
          <span className="text-xs">
            <VerdictLabel verdict={claim.verdict} />
          </span>
          <ClaimText markdown={claim.text} />
          <span className="text-xs text-ink-3">{claim.reason}</span>
        </li>
      ))}
    </ul>
  );
}

const judgeName = (id: string): string =>
  id === 'built-in' ? 'the built-in judge, which compares words, numbers, names and negations' : id;
