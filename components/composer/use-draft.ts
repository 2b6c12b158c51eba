'use client';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { typedBeforeLoad } from '#components/typed-before-load.ts';
import { Draft, emptyDraft, questionField, withQuestion } from './draft.ts';

const key = 'draft';
const settleMs = 300;

export type ChangeDraft = (words: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;

/**
 * What is being typed; it outlives the page. A question in the address wins over the one that was kept, and what was
 * typed before the page was live over both.
 */
export function useDraft(asked: string): [Draft, ChangeDraft] {
  const [draft, setDraft] = useState<Draft | null>(null);
  useLayoutEffect(() => {
    const typed = typedBeforeLoad(questionField);
    setDraft((now) => {
      const early = now === null && typed !== asked ? typed : '';
      const question = early || asked;
      return question ? withQuestion(readKept(), question) : readKept();
    });
  }, [asked]);
  const latest = useRef<Draft | null>(null);
  useEffect(() => {
    latest.current = draft;
    if (draft === null) return;
    const timer = setTimeout(() => keepDraft(draft), settleMs);
    return () => clearTimeout(timer);
  }, [draft]);
  // The last words too, when the page goes before they have settled.
  useEffect(() => {
    const keepLatest = () => latest.current && keepDraft(latest.current);
    window.addEventListener('pagehide', keepLatest);
    return () => {
      window.removeEventListener('pagehide', keepLatest);
      keepLatest();
    };
  }, []);
  const change = useCallback<ChangeDraft>(
    (words) =>
      setDraft((now) => {
        const before = now ?? withQuestion(emptyDraft, asked);
        return { ...before, ...(typeof words === 'function' ? words(before) : words) };
      }),
    [asked],
  );
  // Until the page is live, it shows what the server knows: the address.
  const shown = draft ?? withQuestion(emptyDraft, asked);
  return [shown, change];
}

/** Keeps a draft for the next time that the form opens; one too large for the browser is not kept. */
export function keepDraft(draft: Draft): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    window.localStorage.removeItem(key);
  }
}

function readKept(): Draft {
  try {
    return Draft.parse(JSON.parse(window.localStorage.getItem(key) ?? '{}'));
  } catch {
    return emptyDraft;
  }
}
