export type BarPart = { key: string; share: number; className: string };

/** One thin bar for progress, scores and claims: parts from left to right, each a share from 0 to 1. */
export function Bar({
  parts,
  label,
  framed = true,
  className = '',
}: {
  parts: BarPart[];
  /** What the bar says, in words; without it the bar is decoration beside a number. */
  label?: string;
  framed?: boolean;
  className?: string;
}) {
  const frame = framed ? 'framed bg-sunken shadow-[inset_0_0_0_1px_var(--color-line)]' : '';
  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      className={`flex h-1.5 gap-px overflow-hidden rounded-1 ${frame} ${className}`}
    >
      {parts
        .filter((part) => part.share > 0)
        .map((part) => (
          <span
            key={part.key}
            className={`block h-full rounded-[1px] ${part.className}`}
            style={{ width: `${(part.share * 100).toFixed(1)}%` }}
          />
        ))}
    </span>
  );
}
