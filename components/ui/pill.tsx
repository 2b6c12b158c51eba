import type { ReactNode } from 'react';
import type { Tone } from './notice.tsx';

/** A small outlined remark with a dot or sign in its tone. */
export function Pill({ tone, sign, children }: { tone: Tone; sign?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={`${tone} inline-flex min-h-6 items-center gap-1.5 rounded-full px-2 text-xs whitespace-nowrap text-ink-2 shadow-[inset_0_0_0_1px_var(--color-line-2)]`}
    >
      {sign ?? <span className="size-[7px] rounded-full bg-(--fill)" />}
      {children}
    </span>
  );
}
