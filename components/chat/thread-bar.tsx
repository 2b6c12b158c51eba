'use client';
import Link from 'next/link';
import { buttonClass, IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useChatFrame } from './chat-frame-context.ts';

/** The head of a conversation: its title; where there is no room for the list, the way to it. */
export function ThreadBar({ title }: { title: string }) {
  const { openList } = useChatFrame();
  return (
    <header className="flex items-center gap-1 border-b border-line bg-surface px-1 wide:sr-only">
      <IconButton label="Conversations" aria-haspopup="dialog" onClick={openList} className="wide:hidden">
        <Icon name="list" />
      </IconButton>
      <h1 dir="auto" className="min-w-0 flex-1 truncate font-medium">
        {title}
      </h1>
      <Link
        href="/chat"
        aria-label="New conversation"
        title="New conversation"
        className={buttonClass('quiet', 'w-(--target) px-0! wide:hidden')}
      >
        <Icon name="plus" />
      </Link>
    </header>
  );
}
