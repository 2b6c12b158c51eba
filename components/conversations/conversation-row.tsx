'use client';
import Link from 'next/link';
import { useState } from 'react';
import { statusLooks } from '#components/status/status-label.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { Conversation } from '#lib/schema/conversation.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { DeleteConversation } from './delete-conversation.tsx';
import { describeConversation } from './describe-conversation.ts';

/** A conversation in the list: what it is about, where it stands, and the way to delete it. */
export function ConversationRow({
  conversation,
  current,
  onLeave,
}: {
  conversation: Conversation;
  current: boolean;
  onLeave: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const { conversation_id: id, title, last_job: job } = conversation;
  const stands = job && (!isTerminal(job.status) || job.status === 'failed') ? statusLooks[job.status] : null;
  return (
    <li className="group relative">
      <Link
        href={`/chat/${id}`}
        onClick={onLeave}
        aria-current={current ? 'page' : undefined}
        className="flex min-w-0 flex-col rounded-2 px-2 py-1.5 group-focus-within:pr-9 group-hover:bg-hover group-hover:pr-9 aria-[current]:bg-accent-soft aria-[current]:font-medium max-mid:min-h-11 max-mid:pr-12 pointer-coarse:pr-12"
      >
        <span dir="auto" className="truncate" title={title}>
          {title}
        </span>
        <span
          className={`${stands?.tone ?? 'tone-quiet'} flex items-center gap-1 truncate text-xs font-normal text-(--fg)`}
        >
          {stands && <Icon name={stands.icon} spins={stands.spins ?? false} className="text-[0.875rem]" />}
          {describeConversation(conversation)}
        </span>
      </Link>
      <IconButton
        label={`Delete “${title}”`}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
        className="absolute! top-1/2 right-1 -translate-y-1/2 focus-visible:opacity-100 pointer-fine:opacity-0 pointer-fine:group-hover:opacity-100"
      >
        <Icon name="trash" />
      </IconButton>
      {asking && (
        <DeleteConversation conversation={conversation} current={current} onClose={() => setAsking(false)} />
      )}
    </li>
  );
}
