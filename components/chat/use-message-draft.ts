'use client';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { typedBeforeLoad } from '#components/typed-before-load.ts';
import type { Turn } from '#lib/schema/conversation.ts';
import { messageFieldId } from './is-escape-for-field.ts';
import {
  emptyDraft,
  isEmptyDraft,
  MessageDraft,
  putBack,
  restoreDraft,
  withoutTaken,
} from './message-draft.ts';

const settleMs = 300;

/**
 * What is being typed in a conversation and what was sent but has not arrived; it outlives the page. Under another name
 * it goes on as it is, and is kept under that alone.
 */
export function useMessageDraft(
  conversation: string,
  turns: Turn[],
): {
  draft: MessageDraft;
  change: (change: Partial<MessageDraft> | ((now: MessageDraft) => Partial<MessageDraft>)) => void;
  /** Gives the words of a message that was not taken back to the field. */
  putBack: (words: string) => void;
} {
  const key = `chat-draft:${conversation}`;
  const [draft, setDraft] = useState<MessageDraft | null>(null);
  const opened = useRef(turns);
  const keptUnder = useRef(key);
  // What was typed before the page came alive is not lost to what was kept.
  useLayoutEffect(() => {
    const text = typedBeforeLoad(messageFieldId);
    const kept = restoreDraft(readKept(key), opened.current);
    setDraft((now) => now ?? (text === '' ? kept : { ...kept, text }));
  }, [key]);
  useEffect(() => setDraft((now) => now && withoutTaken(now, turns)), [turns]);
  useEffect(() => {
    if (keptUnder.current !== key) keep(keptUnder.current, emptyDraft);
    keptUnder.current = key;
    if (draft === null) return;
    let isDue = true;
    const keepNow = () => {
      if (isDue) keep(key, draft);
      isDue = false;
    };
    const timer = setTimeout(keepNow, draft.text === '' ? 0 : settleMs);
    // The last words too, when the page goes before they have settled; later, another page may know newer ones.
    window.addEventListener('pagehide', keepNow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keepNow);
    };
  }, [key, draft]);
  return {
    draft: draft ?? emptyDraft,
    change: (change) =>
      setDraft((now) => {
        const before = now ?? emptyDraft;
        return { ...before, ...(typeof change === 'function' ? change(before) : change) };
      }),
    putBack: (words) => setDraft((now) => putBack(now ?? emptyDraft, words)),
  };
}

function keep(key: string, draft: MessageDraft): void {
  try {
    if (isEmptyDraft(draft)) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // One too large for the browser is not kept.
  }
}

function readKept(key: string): MessageDraft {
  try {
    return MessageDraft.parse(JSON.parse(window.localStorage.getItem(key) ?? '{}'));
  } catch {
    return emptyDraft;
  }
}
