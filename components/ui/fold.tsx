import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A part of an answer that says in one line what it holds, and opens. */
export function Fold({
  name,
  words,
  trailing,
  children,
}: {
  name: string;
  words: ReactNode;
  trailing?: ReactNode;
  children: ReactNode;
}) {
  return (
    <details className="group rounded-3 border border-line bg-surface">
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2 rounded-3 px-3 py-1.5 hover:bg-hover max-mid:min-h-11 [&::-webkit-details-marker]:hidden">
        <Icon
          name="right"
          className="text-[0.875rem] transition-transform duration-100 group-open:rotate-90"
        />
        <span className="font-medium">{name}</span>
        <span className="min-w-0 flex-1 truncate text-ink-2">{words}</span>
        {trailing && <span className="text-xs text-ink-3 tabular-nums">{trailing}</span>}
      </summary>
      <div className="border-t border-line px-3 py-2">{children}</div>
    </details>
  );
}
