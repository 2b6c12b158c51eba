import type { IconName } from '#components/ui/icon.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { Tone } from '#components/ui/notice.tsx';
import type { JobStatus } from '#lib/schema/job.ts';

type Look = { word: string; icon: IconName; tone: Tone; spins?: boolean };

export const statusLooks: Record<JobStatus, Look> = {
  pending: { word: 'Pending', icon: 'ring', tone: 'tone-pending' },
  in_progress: { word: 'Running', icon: 'arc', tone: 'tone-running', spins: true },
  waiting: { word: 'Your turn', icon: 'pause', tone: 'tone-waiting' },
  complete: { word: 'Complete', icon: 'check-circle', tone: 'tone-good' },
  failed: { word: 'Failed', icon: 'cross-circle', tone: 'tone-bad' },
  cancelled: { word: 'Cancelled', icon: 'ban', tone: 'tone-cancelled' },
};

/** A job's status as sign and word (or another word that says more); `badge` puts it on its tint. */
export function StatusLabel({
  status,
  word = statusLooks[status].word,
  badge = false,
}: {
  status: JobStatus;
  word?: string;
  badge?: boolean;
}) {
  const { icon, tone, spins = false } = statusLooks[status];
  const shape = badge ? 'rounded-full bg-(--tint) py-px pr-2 pl-1.5 text-xs/5' : '';
  return (
    <span
      className={`${tone} inline-flex items-center gap-[0.3125rem] font-medium whitespace-nowrap text-(--fg) ${shape}`}
    >
      <Icon name={icon} spins={spins} className="text-[0.9375rem]" />
      {word}
    </span>
  );
}
