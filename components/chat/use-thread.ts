'use client';
import { useChat } from '@ai-sdk/react';
import { useEffect, useState } from 'react';
import { api, isNotFound } from '#components/api.ts';
import { newId } from '#components/new-id.ts';
import { useOnline } from '#components/use-online.ts';
import { usePageVisible } from '#components/use-page-visible.ts';
import type { ChatMode, ConversationWithTurns } from '#lib/schema/conversation.ts';
import { arrangeTurns, isAnswering, missingAnswers } from './arrange-turns.ts';
import { chatTransport, loadAnswer, loadAnswers } from './chat-transport.ts';
import { decideNext } from './decide-next.ts';
import { type Message, messageOf, wordsOf } from './message.ts';
import { readRefusal } from './read-refusal.ts';
import { isSent, takenMessages } from './taken-messages.ts';
import { useRetry } from './use-retry.ts';
import { useSteady } from './use-steady.ts';
import { type Stop, useStop } from './use-stop.ts';

/** `lost`: the answer goes on, but no news of it come through; `refused`: the last message was not taken. */
export type ThreadState = 'idle' | 'answering' | 'lost' | 'refused';
export type Thread = {
  messages: Message[];
  state: ThreadState;
  /** Why the last message was not taken. */
  refusal: string | null;
  stop: Stop;
  /** Gives the id of the message. */
  send: (text: string, mode: ChatMode) => string;
  /** Sends a message that was refused once more. */
  sendAgain: () => void;
  /** Takes a message that was refused back. */
  takeBack: () => void;
};

const drawEveryMs = 50;
const deletedWords = 'The conversation was deleted meanwhile. Sent again, the message begins it anew.';

/**
 * A conversation: its messages, and what can be done in it. An answer that breaks off is taken up again until it has
 * ended; a message that did not arrive is sent again under the same id, or, once it is stopped, taken back: `onTakeBack`
 * gets its words. `newest` is the newest job that the list of conversations knows of: what was asked in another tab is
 * taken up here too.
 */
export function useThread({
  id,
  messages: initial,
  aboutJobId,
  newest,
  onTakeBack,
}: {
  id: string;
  messages: Message[];
  aboutJobId: string | undefined;
  newest: string | undefined;
  onTakeBack: (words: string) => void;
}): Thread {
  const chat = useChat<Message>({
    id,
    messages: initial,
    transport: chatTransport,
    generateId: newId,
    throttle: drawEveryMs,
  });
  const messages = useSteady(chat.messages);
  const [checked, setChecked] = useState<string>();
  const isBehind =
    newest !== undefined && newest !== checked && chat.messages.every((message) => message.id !== newest);
  const [isDeleted, setDeleted] = useState(false);
  const refusal = isDeleted ? deletedWords : readRefusal(chat.error);
  const idle = chat.status === 'ready' || chat.status === 'error';
  const answering = isAnswering(chat.messages) || !idle;
  const isUnanswered = chat.messages.at(-1)?.role === 'user';
  const isOnline = useOnline();
  const isVisible = usePageVisible();
  const stop = useStop({ messages: chat.messages, over: !answering || refusal !== null });

  const takeBack = () => {
    const last = chat.messages.at(-1);
    if (last?.role !== 'user') return;
    chat.setMessages((now) => now.filter(({ id }) => id !== last.id));
    chat.clearError();
    setDeleted(false);
    onTakeBack(wordsOf(last));
  };
  const makeWhole = async () => {
    const conversation = await readConversation(id);
    const turns = conversation?.turns ?? [];
    const answers = await loadAnswers(missingAnswers(turns, chat.messages));
    chat.setMessages((now) => arrangeTurns(turns, { messages: now, answers }));
    setChecked(newest);
    const next = decideNext({
      turns: conversation?.turns ?? null,
      messages: chat.messages,
      hasBegun: initial.some(isSent) || takenMessages(chat.messages).length > 0,
      isStopped: stop.isAsked,
    });
    if (next === 'send') await chat.regenerate();
    if (next === 'take_back') takeBack();
    if (next === 'tell_deleted') setDeleted(true);
    if (next === 'read_on') await chat.resumeStream();
    if (next === 'read_job') await readJob();
  };
  const readJob = async () => {
    const answer = await loadAnswer(chat.messages.at(-1)?.id ?? '');
    if (answer) chat.setMessages((now) => [...now.filter(({ id }) => id !== answer.id), answer]);
  };
  const { isLost } = useRetry({
    needed: isVisible && idle && refusal === null && (answering || isBehind),
    alive: chat.status === 'streaming',
    over: !answering,
    // A message that has not arrived has no stream to take up.
    retry: async (tries) => (tries === 0 && !isBehind && !isUnanswered ? chat.resumeStream() : makeWhole()),
  });
  // A browser has six connections a host: who does not look reads on when they come back.
  useEffect(() => {
    if (!isVisible && chat.status === 'streaming') void chat.stop();
  }, [isVisible, chat.status, chat.stop]);

  return {
    messages,
    state: refusal !== null ? 'refused' : !answering ? 'idle' : isLost || !isOnline ? 'lost' : 'answering',
    refusal,
    stop,
    send(text, mode) {
      const kept = refusal === null ? chat.messages : chat.messages.slice(0, -1);
      if (refusal !== null) chat.setMessages(kept);
      setDeleted(false);
      const about = aboutJobId !== undefined && !kept.some(isSent) ? { about_job_id: aboutJobId } : {};
      const message = messageOf(text, { id: newId(), mode, ...about });
      void chat.sendMessage(message);
      return message.id;
    },
    sendAgain() {
      setDeleted(false);
      void chat.regenerate();
    },
    takeBack,
  };
}

/** Null for a conversation that was never begun, since its first message has not arrived. */
async function readConversation(id: string): Promise<ConversationWithTurns | null> {
  try {
    return await api.getConversation(id);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
