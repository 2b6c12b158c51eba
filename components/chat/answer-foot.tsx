'use client';
import { useId, useState } from 'react';
import { formatScore } from '#components/format-count.ts';
import { JudgePanel } from '#components/job/judge-panel.tsx';
import type { CitedPage, JobLog, ToldClaim } from '#components/job-log/reduce-events.ts';
import { OnPaper, TakeAwayButtons } from '#components/report/take-away.tsx';
import { ClaimsBar } from '#components/status/claims-bar.tsx';
import { countVerdicts } from '#components/status/count-verdicts.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { countClaims } from '#lib/client/count-claims.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import type { JobResult } from '#lib/job-types/job-type.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import type { Job } from '#lib/schema/job.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';

/** How an answer was judged, and what can be done with it. */
export function AnswerFoot({
  job,
  log,
  result,
  markdown,
  pages,
  onOpenClaim,
  onAskAgain,
}: {
  job: Job;
  log: JobLog;
  result: JobResult | null;
  markdown: string;
  pages: CitedPage[];
  onOpenClaim: (claim: ToldClaim) => void;
  /** Asks the same once more; undefined where that cannot be done now. */
  onAskAgain: (() => void) | undefined;
}) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const counts = countVerdicts(log.claims);
  const overall = log.verdict?.overall ?? null;
  const score =
    log.verdict === null || overall === null
      ? ''
      : `, ${scoreWord(nameScore(log.verdict))} ${formatScore(overall)}`;
  return (
    <footer className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {log.claims.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={panel}
            onClick={() => setOpen(!open)}
            className="flex min-h-(--target) items-center gap-3 rounded-2 text-xs text-ink-2 tabular-nums hover:text-ink"
          >
            <ClaimsBar counts={counts} className="w-24 flex-none max-mid:w-16" />
            <span>
              {countClaims(countHeld(log.claims))}
              {score}
            </span>
            <Icon name="right" className={`text-[0.75rem] ${open ? 'rotate-90' : ''}`} />
          </button>
        )}
        <span className="flex-1" />
        <span className="-mr-2 flex">
          <TakeAwayButtons
            question={jobQuestion(job)}
            markdown={markdown}
            pages={pages}
            verdict={log.verdict}
          />
          {onAskAgain && (
            <IconButton label="Ask again" onClick={onAskAgain}>
              <Icon name="retry" />
            </IconButton>
          )}
        </span>
      </div>
      <div id={panel} hidden={!open} className="overflow-hidden rounded-3 border border-line bg-surface">
        {open && (
          <JudgePanel
            verdict={log.verdict}
            claims={log.claims}
            audit={result?.audit ?? null}
            ended
            onOpen={onOpenClaim}
          />
        )}
      </div>
      <OnPaper pages={pages} verdict={log.verdict} />
    </footer>
  );
}
