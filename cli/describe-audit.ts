import type { Audit } from '#lib/schema/audit.ts';
import { count, formatNumber } from '#lib/schema/count.ts';

/** What the checks before publishing came to, a line each: `Claims   12 checked: 11 supported, 1 partly`. */
export function describeAudit({ verdicts, entries }: Audit): string[] {
  const checked = Object.values(verdicts).reduce((sum, number) => sum + number, 0);
  const changes = new Map<string, number>();
  for (const { what } of entries) changes.set(what, (changes.get(what) ?? 0) + 1);
  return [
    ...(checked > 0
      ? [`Claims   ${count(checked, 'claim')} checked: ${list(Object.entries(verdicts))}`]
      : []),
    ...(entries.length > 0 ? [`Changed  ${list([...changes])} before publishing`] : []),
  ];
}

const list = (counts: readonly (readonly [string, number])[]): string =>
  counts.map(([word, number]) => `${formatNumber(number)} ${word.replace(/-/g, ' ')}`).join(', ');
