import { Bar } from '#components/ui/bar.tsx';
import type { Job } from '#lib/schema/job.ts';

/** The share of claims that were found supported; the list knows no more than that. */
export function SupportBar({ judge }: { judge: Job['judge'] }) {
  if (!judge || judge.claims === 0) return null;
  const supported = judge.supported / judge.claims;
  return (
    <Bar
      framed={false}
      className="w-30 flex-none max-mid:w-24"
      parts={[
        { key: 'supported', share: supported, className: 'tone-good pattern-supported' },
        { key: 'other', share: 1 - supported, className: 'tone-waiting pattern-partly' },
      ]}
    />
  );
}
