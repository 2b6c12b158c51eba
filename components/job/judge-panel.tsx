import { formatScore } from '#components/format-count.ts';
import type { ToldClaim } from '#components/job-log/reduce-events.ts';
import { AuditList } from '#components/report/audit-list.tsx';
import { ClaimList } from '#components/report/claim-list.tsx';
import { ClaimsBar, isTold } from '#components/status/claims-bar.tsx';
import { countVerdicts } from '#components/status/count-verdicts.ts';
import { VerdictLabel, verdicts } from '#components/status/verdict-label.tsx';
import { describeJudge } from '#components/status/writer-words.ts';
import { Bar } from '#components/ui/bar.tsx';
import { countClaims } from '#lib/client/count-claims.ts';
import { describeAccuracy } from '#lib/client/describe-accuracy.ts';
import type { Audit } from '#lib/schema/audit.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';
import type { Score, Verdict } from '#lib/schema/verdict.ts';

/** How a text was judged: one number, three scores with their reasons, and every claim, the worst first. */
export function JudgePanel({
  verdict,
  claims,
  audit = null,
  ended,
  onOpen,
}: {
  verdict: Verdict | null;
  claims: ToldClaim[];
  audit?: Audit | null;
  ended: boolean;
  /** Opens the quotes behind a claim. */
  onOpen: (claim: ToldClaim) => void;
}) {
  const counts = countVerdicts(claims);
  if (!verdict && claims.length === 0) {
    return (
      <div className="flex flex-col gap-4 p-4">
        <p className="text-ink-3">
          {ended ? 'Nothing was judged.' : 'The claims appear here as they are checked.'}
        </p>
        {audit && <AuditList audit={audit} />}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      <div className="flex items-end gap-3">
        <span className="text-2xl/7 font-semibold tabular-nums">
          {verdict ? formatScore(verdict.overall) : '–'}
        </span>
        {verdict && (
          <span className="text-xs text-ink-2 first-letter:uppercase">{scoreWord(nameScore(verdict))}</span>
        )}
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="text-xs text-ink-2 tabular-nums">{countClaims(countHeld(claims))}</span>
          <ClaimsBar counts={counts} />
        </span>
      </div>
      {!verdict && ended && (
        <p className="text-ink-2">
          Nobody judged the report as a whole. Each of its claims was checked against its quotes before it was
          published.
        </p>
      )}
      {audit && <AuditList audit={audit} />}
      {verdict && (
        <dl className="flex flex-col gap-2">
          <ScoreLine word="Relevance" score={verdict.relevance} />
          <ScoreLine word="Correctness" score={verdict.correctness} />
          <ScoreLine word="Completeness" score={verdict.completeness} />
        </dl>
      )}
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {verdicts
          .filter((kind) => isTold(kind, counts))
          .map((kind) => (
            <li key={kind}>
              <VerdictLabel verdict={kind}>
                <span className="tabular-nums">{counts[kind]}</span>
              </VerdictLabel>
            </li>
          ))}
      </ul>
      {verdict && (
        <p className="text-xs text-ink-3">
          {[describeJudge(verdict.judged_by), describeAccuracy(verdict)].filter(Boolean).join('. ')}.
        </p>
      )}
      <ClaimList claims={claims} onOpen={onOpen} />
    </div>
  );
}

function ScoreLine({ word, score }: { word: string; score: Score }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)_2.25rem] items-center gap-x-3">
      <dt>{word}</dt>
      <dd className="contents">
        <Bar parts={[{ key: word, share: score.score ?? 0, className: 'bg-ink-2' }]} />
        <span className="text-right font-semibold tabular-nums">{formatScore(score.score)}</span>
        <span className="col-span-full text-xs text-ink-3">{score.reason}</span>
      </dd>
    </div>
  );
}
