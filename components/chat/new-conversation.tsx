'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useChatFrame } from './chat-frame-context.ts';
import { type Message, messageOf } from './message.ts';
import { ThreadView } from './thread-view.tsx';

/** A finished job that a conversation begins with. */
export type AboutJob = { jobId: string; question: string; answer: Message };

/**
 * A conversation that is begun here. Its id is made in the browser and stands in the address from the first message on,
 * without leaving the page: the answer is being read.
 */
export function NewConversation({ about, isBuiltIn }: { about: AboutJob | null; isBuiltIn: boolean }) {
  const [id, setId] = useState<string>(() => crypto.randomUUID());
  const [begun, setBegun] = useState<string | null>(null);
  const path = usePathname();
  const { find } = useChatFrame();
  useEffect(() => {
    // Back at the address of new conversations, another one begins.
    if (path === '/chat' && begun === id) {
      setId(crypto.randomUUID());
      setBegun(null);
    }
  }, [path, begun, id]);
  const begin = (text: string) => {
    window.history.replaceState(null, '', `/chat/${id}`);
    document.title = `${text.slice(0, 80)} · IntentUI Research`;
    setBegun(id);
  };
  return (
    <ThreadView
      key={id}
      id={id}
      title={find(id)?.title ?? (about ? about.question : 'New conversation')}
      messages={about ? [messageOf(about.question, { id: `about-${about.jobId}` }), about.answer] : []}
      aboutJobId={about?.jobId}
      newest={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
      draftKey={about ? about.jobId : 'new'}
      onBegin={begin}
    />
  );
}
