import { formatCount, formatScore } from '#components/format-count.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { stationIndex } from '#components/status/phase-words.ts';
import { Icon, type IconName } from '#components/ui/icon.tsx';
import { countClaims } from '#lib/client/count-claims.ts';
import type { Station } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import type { Job, JobStatus } from '#lib/schema/job.ts';
import { nameScore } from '#lib/schema/name-score.ts';
import { countWords } from '#lib/schema/report.ts';

type State = 'done' | 'now' | 'waits' | 'stopped' | 'todo';

const looks: Record<State, { icon: IconName; icon_class: string; line: string; word: string; said: string }> =
  {
    done: {
      icon: 'check',
      icon_class: 'text-good-fg',
      line: 'after:bg-good-fill',
      word: 'text-ink',
      said: 'done',
    },
    now: {
      icon: 'arc',
      icon_class: 'text-running-fg',
      line: 'bg-accent-soft after:bg-running-fill after:animate-breathe',
      word: 'text-running-fg',
      said: 'at work',
    },
    waits: {
      icon: 'pause',
      icon_class: 'text-waiting-fg',
      line: 'bg-waiting-bg after:bg-waiting-fill',
      word: 'text-waiting-fg',
      said: 'waits for you',
    },
    stopped: {
      icon: 'cross',
      icon_class: 'text-bad-fg',
      line: 'after:bg-bad-fill',
      word: 'text-ink',
      said: 'stopped here',
    },
    todo: {
      icon: 'ring',
      icon_class: 'text-ink-3',
      line: '',
      word: 'font-normal text-ink-2',
      said: 'to come',
    },
  };

/** The stations of a job: what is done, what is at work, what is to come. */
export function PhaseStepper({ job, log, markdown }: { job: Job; log: JobLog; markdown: string }) {
  const all = jobTypeOf(job).stations;
  const at = stationIndex(all, log.phase);
  return (
    <ol aria-label="Stations" className="grid min-w-0 auto-cols-[minmax(0,1fr)] grid-flow-col">
      {all.map(({ id, word }, index) => {
        const state = stationState({ index, at, status: job.status });
        const look = looks[state];
        return (
          <li
            key={id}
            aria-current={state === 'now' ? 'step' : undefined}
            className={`relative flex min-w-0 flex-col justify-center gap-px px-4 pt-2 pb-2.5 text-ink-2 after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 max-mid:items-center max-mid:px-1 ${look.line}`}
          >
            <span
              className={`flex items-center gap-[0.3125rem] font-medium whitespace-nowrap max-mid:flex-col max-mid:gap-0 max-mid:text-xs ${look.word}`}
            >
              <Icon
                name={look.icon}
                spins={state === 'now'}
                className={`text-[0.9375rem] ${look.icon_class}`}
              />
              {word}
              <span className="sr-only">, {look.said}</span>
            </span>
            <span className="truncate text-xs text-ink-3 tabular-nums max-mid:hidden">
              {(state === 'waits' ? 'Ready for your approval' : describeStation(id, { log, markdown })) ||
                '\u00a0'}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function stationState({ index, at, status }: { index: number; at: number; status: JobStatus }): State {
  if (status === 'complete' || index < at) return 'done';
  if (index > at) return 'todo';
  if (status === 'waiting') return 'waits';
  return status === 'failed' || status === 'cancelled' ? 'stopped' : 'now';
}

function describeStation(id: Station['id'], { log, markdown }: { log: JobLog; markdown: string }): string {
  const read = log.sources.filter(({ state }) => state === 'read').length;
  const searches = log.searches === 0 ? '' : formatCount(log.searches, 'search');
  switch (id) {
    case 'plan':
      return log.plan ? formatCount(log.plan.sub_questions.length, 'sub-question') : '';
    case 'search':
      return searches;
    case 'prepare':
      return read === 0 ? searches : `${searches}, ${formatCount(read, 'page')}`;
    case 'match':
      return '';
    case 'read':
      return read === 0 ? '' : formatCount(read, 'page');
    case 'write':
      return markdown === '' ? '' : formatCount(countWords(markdown), 'word');
    case 'judge':
      if (log.claims.length === 0) return '';
      return describeClaims(log);
    default:
      return id satisfies never;
  }
}

/** The number beside the claims is a score of the whole or none: an estimate of relevance needs its name. */
function describeClaims({ claims, verdict }: JobLog): string {
  const held = countHeld(claims);
  if (held.copied > 0 || held.unchecked > 0) return countClaims(held);
  const isScored = verdict && verdict.overall !== null && nameScore(verdict) === 'score';
  const score = isScored ? `, ${formatScore(verdict.overall)}` : '';
  return `${formatCount(held.claims, 'claim')}${score}`;
}
