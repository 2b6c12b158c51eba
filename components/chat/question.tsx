import type { ReactNode } from 'react';

/** What a person wrote, with what became of it where that is not an answer. */
export function Question({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div data-question="" className="flex flex-col items-end gap-2">
      <p className="framed max-w-[85%] rounded-3 bg-sunken px-3 py-2 text-read/6 break-words whitespace-pre-wrap shadow-[inset_0_0_0_1px_var(--color-line)]">
        <span className="sr-only">You asked: </span>
        <span dir="auto" className="block">
          {text}
        </span>
      </p>
      {children}
    </div>
  );
}
