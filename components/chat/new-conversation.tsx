'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { Job } from '#lib/schema/job.ts';
import { useChatFrame } from './chat-frame-context.ts';
import { type Message, messageOf } from './message.ts';
import { ThreadView } from './thread-view.tsx';

/** A finished job that a conversation begins with. */
export type AboutJob = { job: Job; question: string; answer: Message };

/**
 * A conversation that is begun here. Its id is made in the browser and stands in the address once the first message has
 * arrived, without leaving the page: the answer is being read. Until then there is nothing under that address.
 */
export function NewConversation({ about, isBuiltIn }: { about: AboutJob | null; isBuiltIn: boolean }) {
  const [id, setId] = useState<string>(() => crypto.randomUUID());
  const [begunId, setBegunId] = useState<string>();
  const path = usePathname();
  const { find } = useChatFrame();
  const arrived = useRef(false);
  useEffect(() => {
    if (path === `/chat/${id}`) arrived.current = true;
    if (path !== '/chat' || !arrived.current) return;
    // Back at the address of new conversations, another one begins.
    arrived.current = false;
    setId(crypto.randomUUID());
  }, [path, id]);
  const begin = (text: string) => {
    setBegunId(id);
    window.history.replaceState(null, '', `/chat/${id}`);
    document.title = `${text.slice(0, 80)} · IntentUI Research`;
  };
  return (
    <ThreadView
      key={id}
      id={id}
      title={find(id)?.title ?? (about ? about.question : 'New conversation')}
      jobs={about ? [about.job] : []}
      messages={about ? [messageOf(about.question, { id: `job:${about.job.job_id}` }), about.answer] : []}
      aboutJobId={about?.job.job_id}
      newest={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
      draftKey={begunId === id ? id : (about?.job.job_id ?? 'new')}
      onBegin={begin}
    />
  );
}
