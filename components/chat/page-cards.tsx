'use client';
import { useState } from 'react';
import type { CitedPage } from '#components/job-log/reduce-events.ts';
import { PageAddress } from '#components/report/page-address.tsx';
import { PageNumber } from '#components/report/quote-card.tsx';

const mostAtFirst = 3;

/** The pages that an answer cites; each opens the quotes taken from it. */
export function PageCards({ pages, onOpen }: { pages: CitedPage[]; onOpen: (page: CitedPage) => void }) {
  const [all, setAll] = useState(false);
  if (pages.length === 0) return null;
  const shown = all ? pages : pages.slice(0, pages.length === mostAtFirst + 1 ? undefined : mostAtFirst);
  const more = pages.length - shown.length;
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label="Cited pages" className="grid gap-2 mid:grid-cols-3">
        {shown.map((page) => (
          <li key={page.number} className="min-w-0">
            <PageCard page={page} onOpen={() => onOpen(page)} />
          </li>
        ))}
      </ul>
      {(more > 0 || all) && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="-my-1 min-h-6 self-start rounded-1 px-1 text-xs text-ink-2 hover:text-ink max-mid:min-h-11"
        >
          {all ? 'Show fewer pages' : `Show ${more} more cited pages`}
        </button>
      )}
    </div>
  );
}

function PageCard({ page, onOpen }: { page: CitedPage; onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="flex w-full min-w-0 gap-2 rounded-2 border border-line bg-surface p-2 text-left hover:bg-hover"
    >
      <PageNumber>{page.number}</PageNumber>
      <span className="min-w-0">
        <span dir="auto" className="block truncate font-medium" title={page.title}>
          {page.title}
        </span>
        <span className="block truncate text-xs text-ink-3">
          <PageAddress url={page.url} linked={false} />
        </span>
      </span>
    </button>
  );
}
