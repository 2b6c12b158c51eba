'use client';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';

const settleMs = 250;

/** Searches the questions once typing has settled. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => search.current(text.trim()), settleMs);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <div className="relative max-w-80 flex-1 max-mid:max-w-none">
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-3"
      />
      <input
        dir="auto"
        type="search"
        aria-label="Search jobs by question"
        placeholder="Search questions"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={`${inputClass} min-h-8 pl-7.5! max-mid:min-h-11`}
      />
    </div>
  );
}
