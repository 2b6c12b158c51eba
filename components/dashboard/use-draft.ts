'use client';
import { useEffect, useState } from 'react';

const key = 'draft-question';

/** The question that is being typed; it outlives the page. `initial` (from the address) wins over what was kept. */
export function useDraft(initial: string): [string, (text: string) => void] {
  const [text, setText] = useState(initial);
  useEffect(() => {
    if (initial) setText(initial);
    else setText((now) => now || (window.localStorage.getItem(key) ?? ''));
  }, [initial]);
  const save = (next: string) => {
    setText(next);
    window.localStorage.setItem(key, next);
  };
  return [text, save];
}
