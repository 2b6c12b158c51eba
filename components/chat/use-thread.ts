'use client';
import { useChat } from '@ai-sdk/react';
import { useEffect, useState } from 'react';
import { api } from '#components/api.ts';
import { useOnline } from '#components/use-online.ts';
import { usePageVisible } from '#components/use-page-visible.ts';
import { ApiError } from '#lib/api-client.ts';
import type { ChatMode, ConversationWithTurns } from '#lib/schema/conversation.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { arrangeTurns, isAnswering, missingAnswers, unsentOf } from './arrange-turns.ts';
import { chatTransport, loadAnswer } from './chat-transport.ts';
import { type Message, messageOf, wordsOf } from './message.ts';
import { readRefusal } from './read-refusal.ts';
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
  send: (text: string, mode: ChatMode) => void;
  /** Sends a message that was refused once more. */
  sendAgain: () => void;
  /** Takes a message that was refused back, and gives its words. */
  retract: () => string;
};

const drawEveryMs = 50;
const newId = () => crypto.randomUUID();

/**
 * A conversation: its messages, and what can be done in it. An answer that breaks off is taken up again until it has
 * ended; a message that did not arrive is sent again under the same id. `newest` is the newest job that the list of
 * conversations knows of: what was asked in another tab is taken up here too.
 */
export function useThread({
  id,
  messages: initial,
  aboutJobId,
  newest,
}: {
  id: string;
  messages: Message[];
  aboutJobId: string | undefined;
  newest: string | undefined;
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
  const refusal = readRefusal(chat.error);
  const idle = chat.status === 'ready' || chat.status === 'error';
  const answering = isAnswering(chat.messages) || !idle;
  const isOnline = useOnline();
  const isVisible = usePageVisible();
  const stop = useStop({ messages: chat.messages, over: !answering || refusal !== null });

  const makeWhole = async () => {
    const conversation = await readConversation(id);
    const turns = conversation?.turns ?? [];
    const last = chat.messages.at(-1);
    // The conversation was deleted meanwhile; its job goes on.
    if (!conversation && last?.role === 'assistant') {
      const answer = await loadAnswer(last.id);
      if (answer) chat.setMessages((now) => [...now.filter((message) => message.id !== answer.id), answer]);
      return;
    }
    const loaded = await Promise.all(missingAnswers(turns, chat.messages).map(loadAnswer));
    const answers = loaded.filter((answer) => answer !== undefined);
    chat.setMessages((now) => arrangeTurns(turns, { messages: now, answers }));
    setChecked(newest);
    if (unsentOf(turns, chat.messages).length > 0) return stop.isAsked ? stop.forget() : chat.regenerate();
    const job = turns.at(-1)?.job;
    if (job && !isTerminal(job.status)) await chat.resumeStream();
  };
  const { isLost } = useRetry({
    needed: isVisible && idle && refusal === null && (answering || isBehind),
    alive: chat.status === 'streaming',
    retry: async (tries) => (tries === 0 && !isBehind ? chat.resumeStream() : makeWhole()),
  });
  // A browser has six connections a host: who does not look reads on when they come back.
  useEffect(() => {
    if (!isVisible && chat.status === 'streaming') void chat.stop();
  }, [isVisible, chat.status, chat.stop]);
  const dropRefused = () => {
    if (refusal !== null) chat.setMessages((now) => now.slice(0, -1));
  };

  return {
    messages,
    state: refusal !== null ? 'refused' : !answering ? 'idle' : isLost || !isOnline ? 'lost' : 'answering',
    refusal,
    stop,
    send(text, mode) {
      dropRefused();
      const isFirst = chat.messages.every((message) => message.role !== 'user' || !message.metadata?.mode);
      const about = aboutJobId !== undefined && isFirst ? { about_job_id: aboutJobId } : {};
      void chat.sendMessage(messageOf(text, { id: newId(), mode, ...about }));
    },
    sendAgain: () => void chat.regenerate(),
    retract() {
      const last = chat.messages.at(-1);
      dropRefused();
      chat.clearError();
      return last ? wordsOf(last) : '';
    },
  };
}

/** Null for a conversation that was never begun, since its first message has not arrived. */
async function readConversation(id: string): Promise<ConversationWithTurns | null> {
  try {
    return await api.getConversation(id);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
}
