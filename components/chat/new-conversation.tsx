'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { newId } from '#components/new-id.ts';
import { publicPath } from '#components/public-path.ts';
import { usePageTitle } from '#components/use-page-title.ts';
import type { Turn } from '#lib/schema/conversation.ts';
import type { Job } from '#lib/schema/job.ts';
import { useChatFrame } from './chat-frame-context.ts';
import { ThreadView } from './thread-view.tsx';

/** A finished job that a conversation begins with. */
export type AboutJob = { turn: Turn; job: Job; log: JobLog };

/**
 * A conversation that is begun here. Its id is made in the browser and stands in the address once the first message has
 * arrived, without leaving the page: the answer is being read. Until then there is nothing under that address.
 */
export function NewConversation({
  about,
  isBuiltIn,
  hasSamples,
}: {
  about: AboutJob | null;
  isBuiltIn: boolean;
  /** Whether the sample questions can be answered here. */
  hasSamples: boolean;
}) {
  const [id, setId] = useState(newId);
  const [begun, setBegun] = useState<{ id: string; words: string } | null>(null);
  const hasBegun = begun?.id === id;
  const path = usePathname();
  const { find } = useChatFrame();
  const arrived = useRef(false);
  useEffect(() => {
    if (path === `/chat/${id}`) arrived.current = true;
    if (path !== '/chat' || !arrived.current) return;
    // Back at the address of new conversations, another one begins.
    arrived.current = false;
    setId(newId());
  }, [path, id]);
  usePageTitle(hasBegun ? begun.words.slice(0, 80) : 'Chat');
  const begin = (words: string) => {
    setBegun({ id, words });
    window.history.replaceState(null, '', publicPath(`/chat/${id}`));
  };
  return (
    <ThreadView
      key={id}
      id={id}
      title={find(id)?.title ?? (about ? about.turn.text : 'New conversation')}
      turns={about ? [about.turn] : []}
      logs={about ? { [about.job.job_id]: about.log } : {}}
      aboutJobId={about?.job.job_id}
      newestJob={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
      hasSamples={hasSamples}
      draftKey={hasBegun ? id : (about?.job.job_id ?? 'new')}
      onBegin={begin}
    />
  );
}
