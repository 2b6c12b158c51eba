import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone =
  | 'tone-pending'
  | 'tone-running'
  | 'tone-waiting'
  | 'tone-good'
  | 'tone-bad'
  | 'tone-cancelled'
  | 'tone-unsupported'
  | 'tone-copied'
  | 'tone-quiet';

/** A tinted box that says what is the matter, what it means and what can be done. */
export function Notice({
  tone,
  icon,
  title,
  children,
  role,
}: {
  tone: Tone;
  icon: IconName;
  title: string;
  children?: ReactNode;
  role?: 'alert' | 'status';
}) {
  return (
    <div
      role={role}
      className={`${tone} framed flex gap-3 rounded-3 bg-(--tint) px-4 py-3 shadow-[inset_0_0_0_1px_color-mix(in_oklch,var(--fill)_35%,transparent)]`}
    >
      <Icon name={icon} className="mt-0.5 text-(--fg)" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="font-semibold">{title}</p>
        {children}
      </div>
    </div>
  );
}
