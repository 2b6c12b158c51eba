import { NoConversation } from '#components/chat/no-conversation.tsx';

export default function ConversationNotFound() {
  return <NoConversation />;
}
