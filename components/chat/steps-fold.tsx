import { formatCount } from '#components/format-count.ts';
import { formatSeconds } from '#components/format-duration.ts';
import type { JobLog, StepState } from '#components/job-log/reduce-events.ts';
import { Fold } from '#components/ui/fold.tsx';
import { Icon, type IconName } from '#components/ui/icon.tsx';

/** The steps of a job in the order of their beginning; while one runs, the line says which. */
export function StepsFold({ log }: { log: JobLog }) {
  const steps = Object.values(log.steps);
  if (steps.length === 0) return null;
  return (
    <Fold name="Steps" words={describeSteps(log)}>
      <ul className="flex flex-col">
        {steps.map((step) => (
          <Line
            key={step.step}
            {...looks[step.state]}
            text={step.label}
            reason={step.reason}
            trailing={step.durationMs === null ? '' : formatSeconds(step.durationMs)}
          />
        ))}
        {log.lostSources.map(({ sourceId, reason }) => (
          <Line key={sourceId} {...looks.failed} text={`Source “${sourceId}” failed`} reason={reason} />
        ))}
      </ul>
    </Fold>
  );
}

/** `11 done, 1 failed`; before it, while something runs, what that is. */
export function describeSteps({ steps, status, lostSources }: JobLog): string {
  const all = Object.values(steps);
  const count = (wanted: StepState['state']) => all.filter(({ state }) => state === wanted).length;
  const isAtWork = ({ state }: StepState) => state === 'running' || state === 'retrying';
  const current = status === 'in_progress' && all.findLast(isAtWork);
  const lost = lostSources.length;
  return [
    ...(current ? [current.state === 'running' ? current.label : `${current.label}, once more`] : []),
    `${count('done')} done`,
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(lost > 0 ? [`${formatCount(lost, 'source')} failed`] : []),
  ].join(', ');
}

type Look = { icon: IconName; tone: string; said: string; spins?: boolean };
const looks: Record<StepState['state'], Look> = {
  running: { icon: 'arc', tone: 'text-running-fg', said: 'Running', spins: true },
  done: { icon: 'check', tone: 'text-good-fg', said: 'Done' },
  failed: { icon: 'cross', tone: 'text-bad-fg', said: 'Failed' },
  retrying: { icon: 'retry', tone: 'text-waiting-fg', said: 'Tried again' },
};

function Line({
  icon,
  tone,
  said,
  spins = false,
  text,
  reason,
  trailing = '',
}: Look & { text: string; reason: string | null; trailing?: string }) {
  return (
    <li className="grid min-h-6 grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-2 py-0.5">
      <span className="mt-px">
        <Icon name={icon} spins={spins} className={`text-[0.9375rem] ${tone}`} />
        <span className="sr-only">{said}: </span>
      </span>
      <span className="min-w-0 break-words">
        {text}
        {reason && <span className="block text-xs text-ink-3">{reason}</span>}
      </span>
      <span className="text-xs/5 text-ink-3 tabular-nums">{trailing}</span>
    </li>
  );
}
