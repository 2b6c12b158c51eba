'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { ConversationList } from '#components/conversations/conversation-list.tsx';
import { useConversations } from '#components/conversations/use-conversations.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { ChatFrameContext } from './chat-frame-context.ts';

/** The list of conversations beside one of them; where there is little room, the list comes when it is asked for. */
export function ChatFrame({ children }: { children: ReactNode }) {
  const conversations = useConversations();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const { all } = conversations;
  const frame = useMemo(
    () => ({
      openList: () => setOpen(true),
      find: (id: string) => all.find((one) => one.conversation_id === id),
    }),
    [all],
  );
  return (
    <ChatFrameContext value={frame}>
      <div className="grid h-[calc(100dvh-var(--bar-h))] grid-rows-[minmax(0,1fr)] wide:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="relative min-h-0 overflow-auto border-r border-line bg-surface p-3 max-wide:hidden">
          <ConversationList conversations={conversations} onLeave={close} />
        </div>
        {children}
      </div>
      {open && (
        <Dialog
          label="Conversations"
          modal
          onClose={close}
          className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-80 max-w-[calc(100vw-2.75rem)] overflow-auto p-3"
        >
          <div className="mb-2 flex items-center justify-between">
            <p className="font-semibold">Conversations</p>
            <IconButton label="Close" onClick={close}>
              <Icon name="cross" />
            </IconButton>
          </div>
          <ConversationList conversations={conversations} onLeave={close} />
        </Dialog>
      )}
    </ChatFrameContext>
  );
}
