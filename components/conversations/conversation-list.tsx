'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useNow } from '#components/use-now.ts';
import { ConversationRow } from './conversation-row.tsx';
import { groupByDay } from './group-by-day.ts';
import type { Conversations } from './use-conversations.ts';

const aMinuteMs = 60_000;

/** The conversations by the day of their last message, and the way to a new one. */
export function ConversationList({
  conversations,
  onLeave,
}: {
  conversations: Conversations;
  /** Called when one leaves the list for a conversation. */
  onLeave: () => void;
}) {
  const path = usePathname();
  const now = useNow(aMinuteMs);
  const { all, isPending, error, hasMore, more, reload } = conversations;
  return (
    <nav aria-label="Conversations" className="flex flex-col gap-1">
      <Link href="/chat" onClick={onLeave} className={buttonClass('plain', 'mb-2 w-full')}>
        <Icon name="plus" />
        New conversation
      </Link>
      {isPending && <ListLoading />}
      {error && all.length === 0 && (
        <div role="alert" className="flex flex-col items-start gap-2 px-2">
          <p className="text-ink-2">The conversations could not be loaded. {error.message}</p>
          <Button onClick={reload}>Try now</Button>
        </div>
      )}
      {!isPending && !error && all.length === 0 && (
        <p className="px-2 text-ink-3">Your conversations will stand here.</p>
      )}
      {groupByDay(all, now).map(({ day, items }) => (
        <section key={day} aria-label={day} className="mb-2">
          <h2 className="px-2 py-1 text-xs font-semibold text-ink-2">{day}</h2>
          <ul className="flex flex-col gap-px">
            {items.map((conversation) => (
              <ConversationRow
                key={conversation.conversation_id}
                conversation={conversation}
                current={path === `/chat/${conversation.conversation_id}`}
                onLeave={onLeave}
              />
            ))}
          </ul>
        </section>
      ))}
      {hasMore && (
        <Button look="quiet" onClick={more}>
          Show more
        </Button>
      )}
    </nav>
  );
}

function ListLoading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5 px-2 py-2">
      <span role="status" className="sr-only">
        Loading conversations
      </span>
      {['w-4/5', 'w-3/5', 'w-3/4'].map((width) => (
        <span key={width} className="flex flex-col gap-2">
          <Skeleton className={width} />
          <Skeleton className="w-2/5" />
        </span>
      ))}
    </div>
  );
}
