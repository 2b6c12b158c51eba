import type { Metadata } from 'next';
import { NewConversation } from '#components/chat/new-conversation.tsx';
import { areSample } from '#lib/documents/document-folders.ts';
import { runtime } from '#lib/server/runtime.ts';
import { letIn } from '../read-caller.ts';
import { readAbout } from './read-about.ts';

export const metadata: Metadata = { title: 'Chat' };

type Props = { searchParams: Promise<{ about?: string | string[] }> };

export default async function ChatPage({ searchParams }: Props) {
  await letIn();
  const { about } = await searchParams;
  const jobId = typeof about === 'string' ? about : undefined;
  return (
    <NewConversation
      key={jobId ?? ''}
      about={jobId ? await readAbout(jobId) : null}
      isBuiltIn={runtime().models.isBuiltIn}
      hasSamples={areSample(runtime().documentFolders)}
    />
  );
}
