import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { describeLoss } from './describe-thread.ts';
import type { Thread } from './use-thread.ts';

/** What stands between a message and its answer: no connection, a refusal, a stop that failed. */
export function ThreadNotice({ thread }: { thread: Thread }) {
  if (thread.state === 'refused') {
    return (
      <Notice tone="tone-bad" icon="cross-circle" title="The message was not taken" role="alert">
        <p className="text-ink-2">{thread.refusal}</p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={thread.sendAgain}>
            <Icon name="retry" className="text-[0.875rem]" />
            Send again
          </Button>
          <Button look="quiet" onClick={thread.takeBack}>
            <Icon name="edit" className="text-[0.875rem]" />
            Change it
          </Button>
        </div>
      </Notice>
    );
  }
  if (thread.stop.fault !== null && thread.state !== 'idle') {
    return (
      <Notice tone="tone-bad" icon="cross-circle" title="The answer could not be stopped" role="alert">
        <p className="text-ink-2">{thread.stop.fault}</p>
      </Notice>
    );
  }
  if (thread.state !== 'lost') return null;
  return (
    <p className="tone-waiting flex items-center gap-2 self-start rounded-full bg-(--tint) px-3 py-1 font-medium text-(--fg)">
      <Icon name="offline" />
      {describeLoss(thread)}
    </p>
  );
}
