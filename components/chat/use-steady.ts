'use client';
import { useRef } from 'react';
import { further } from './further.ts';
import type { Message } from './message.ts';

/** The messages as they are best known: an answer that is streamed anew is shown once it has caught up. */
export function useSteady(messages: Message[]): Message[] {
  const shown = useRef(new Map<string, Message>());
  const steady = messages.map((message) => further(shown.current.get(message.id), message));
  shown.current = new Map(steady.map((message) => [message.id, message]));
  return steady;
}
