import { Conversation } from '#components/chat/conversation.tsx';
import { runtime } from '#inngest/runtime.ts';

type Props = { params: Promise<{ id: string }> };

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  return <Conversation key={id} id={id} initial={undefined} isBuiltIn={runtime().models.isBuiltIn} />;
}
