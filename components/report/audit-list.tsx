import { formatNumber } from '#components/format-count.ts';
import { Fold } from '#components/ui/fold.tsx';
import type { Audit, AuditEntry } from '#lib/schema/audit.ts';
import { ClaimText } from './claim-text.tsx';

const words: Record<AuditEntry['what'], string> = {
  rewritten: 'Rewritten',
  removed: 'Removed',
  matched: 'Matched to its quotes',
  cut: 'Cut off',
  'taken-off': 'Taken off',
  'written-by-code': 'Written by the built-in writer',
};

/** What was changed or taken out between writing and publishing, and why, each as it stood before and as it stands now. */
export function AuditList({ audit }: { audit: Audit }) {
  return (
    <Fold name="Changed before publishing" words={describeAudit(audit)}>
      {audit.entries.length === 0 ? (
        <p className="text-ink-2">Every sentence is published as it was written.</p>
      ) : (
        <ul aria-label="Changes" className="flex flex-col">
          {audit.entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes have no identity but their place
            <li key={index} className="flex flex-col gap-0.5 border-b border-line py-2 last:border-0">
              <span className="text-xs font-medium">{words[entry.what]}</span>
              <span dir="auto" className="text-xs text-ink-2">
                {entry.why}
              </span>
              {entry.before && <Words kind="del" name="Before" markdown={entry.before} />}
              {entry.after !== null && <Words kind="ins" name="Now" markdown={entry.after} />}
            </li>
          ))}
        </ul>
      )}
    </Fold>
  );
}

/** `2 rewritten, 1 removed`; what is most of interest to a reader first. */
export function describeAudit({ entries }: Audit): string {
  const kinds = Object.keys(words) as AuditEntry['what'][];
  const counted = kinds.flatMap((kind) => {
    const count = entries.filter(({ what }) => what === kind).length;
    return count > 0 ? [`${formatNumber(count)} ${words[kind].toLowerCase()}`] : [];
  });
  return counted.join(', ') || 'nothing';
}

function Words({ kind: Tag, name, markdown }: { kind: 'del' | 'ins'; name: string; markdown: string }) {
  return (
    <span className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-2">
      <span className="text-xs/5 text-ink-3">{name}</span>
      <Tag className={Tag === 'del' ? 'text-ink-2 no-underline' : 'no-underline'}>
        <ClaimText markdown={markdown} />
      </Tag>
    </span>
  );
}
