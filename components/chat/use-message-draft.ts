'use client';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { ChatMode } from '#lib/schema/conversation.ts';

const Draft = z.object({ text: z.string().default(''), mode: ChatMode.nullable().default(null) });
/** `mode` is null until somebody chooses one. */
export type MessageDraft = z.infer<typeof Draft>;

const empty: MessageDraft = { text: '', mode: null };
const settleMs = 300;

/** What is being typed in a conversation; it outlives the page. */
export function useMessageDraft(
  conversation: string,
): [MessageDraft, (change: Partial<MessageDraft>) => void] {
  const key = `chat-draft:${conversation}`;
  const [draft, setDraft] = useState<MessageDraft | null>(null);
  // What was typed before the page came alive is not lost to what was kept.
  useEffect(() => setDraft((now) => now ?? readKept(key)), [key]);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => keep(key, draft), draft.text === '' ? 0 : settleMs);
    return () => clearTimeout(timer);
  }, [key, draft]);
  return [draft ?? empty, (change) => setDraft((now) => ({ ...(now ?? empty), ...change }))];
}

function keep(key: string, draft: MessageDraft): void {
  try {
    if (draft.text === '') window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // One too large for the browser is not kept.
  }
}

function readKept(key: string): MessageDraft {
  try {
    return Draft.parse(JSON.parse(window.localStorage.getItem(key) ?? '{}'));
  } catch {
    return empty;
  }
}
