'use client';
import { useEffect, useLayoutEffect, useState } from 'react';
import { typedEarly } from '#components/typed-early.ts';
import { Draft, emptyDraft, questionField, withQuestion } from './draft.ts';

const key = 'draft';
const settleMs = 300;

/**
 * What is being typed; it outlives the page. A question in the address wins over the one that was kept, and what was
 * typed before the page was live over both.
 */
export function useDraft(asked: string): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState<Draft | null>(null);
  useLayoutEffect(() => {
    const typed = typedEarly(questionField);
    setDraft((now) => {
      const early = now === null && typed !== asked ? typed : '';
      const question = early || asked;
      return question ? withQuestion(readKept(), question) : readKept();
    });
  }, [asked]);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => keepDraft(draft), settleMs);
    return () => clearTimeout(timer);
  }, [draft]);
  // Until the page is live, it shows what the server knows: the address.
  const shown = draft ?? withQuestion(emptyDraft, asked);
  const change = (words: Partial<Draft>) => setDraft((now) => ({ ...(now ?? shown), ...words }));
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
