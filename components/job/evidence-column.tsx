'use client';
import { useState } from 'react';
import { TabPanel } from '#components/ui/tab-panel.tsx';
import type { QuoteInContext } from '#lib/schema/evidence.ts';
import { ActivityPanel } from './activity-panel.tsx';
import { Sheet } from './citation-card.tsx';
import { JudgePanel } from './judge-panel.tsx';
import type { SourceEntry } from './list-sources.ts';
import { QuoteCard } from './quote-card.tsx';
import type { JobLog } from './reduce-events.ts';
import { SourcesPanel } from './sources-panel.tsx';

export type EvidenceView = 'sources' | 'judge' | 'activity';

/** What stands beside the report: the pages, the judgment, what happened. */
export function EvidenceColumn({
  shown,
  sources,
  quotes,
  loadingQuotes,
  log,
  ended,
  className,
}: {
  shown: EvidenceView | null;
  sources: SourceEntry[];
  quotes: QuoteInContext[];
  loadingQuotes: boolean;
  log: JobLog;
  ended: boolean;
  className: string;
}) {
  const [open, setOpen] = useState<SourceEntry | null>(null);
  return (
    <aside aria-label="Evidence" className={`flex min-h-0 min-w-0 flex-col bg-paper ${className}`}>
      <TabPanel id="sources" shown={shown === 'sources'}>
        <SourcesPanel sources={sources} onOpen={setOpen} />
      </TabPanel>
      <TabPanel id="judge" shown={shown === 'judge'}>
        <JudgePanel verdict={log.verdict} claims={log.claims} ended={ended} />
      </TabPanel>
      <TabPanel id="activity" shown={shown === 'activity'}>
        <ActivityPanel log={log} />
      </TabPanel>
      {open && (
        <Sheet label={open.title} onClose={() => setOpen(null)}>
          <QuoteCard
            number={open.number}
            title={open.title}
            url={open.url}
            quotes={quotes.filter(({ url }) => url === open.url)}
            loading={loadingQuotes}
            onClose={() => setOpen(null)}
          />
        </Sheet>
      )}
    </aside>
  );
}
