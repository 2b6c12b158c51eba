import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Conversation } from '#components/chat/conversation.tsx';
import { runtime } from '#lib/server/runtime.ts';
import { readOpened } from './read-opened.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const opened = await readOpened((await params).id);
  return { title: opened?.conversation.title ?? 'Chat' };
}

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  const opened = await readOpened(id);
  if (opened === null) notFound();
  return <Conversation key={id} id={id} initial={opened} isBuiltIn={runtime().models.isBuiltIn} />;
}
