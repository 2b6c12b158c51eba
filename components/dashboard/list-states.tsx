import Link from 'next/link';
import { statusLooks } from '#components/status/status-label.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { isApiError } from '#lib/client/api-client.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import { columns } from './job-row.tsx';
import { ListHead } from './job-rows.tsx';
import { filterHref } from './use-filter.ts';
import type { JobFilter } from './use-job-list.ts';

const widths = ['w-4/5', 'w-3/5', 'w-3/4', 'w-1/2', 'w-2/3'];

/** The layout of the list before its words have come. */
export function ListLoading() {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading jobs
      </span>
      <ListHead />
      <ul aria-hidden="true">
        {widths.map((width) => (
          <li key={width} className={`h-(--row-h) border-b border-line max-mid:h-auto ${columns}`}>
            <Skeleton className="w-18" />
            <span className="flex flex-col gap-2">
              <Skeleton className={width} />
              <Skeleton className="w-2/5" />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What went wrong with the list, and the button to try again. */
export function ListError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const problem = isApiError(error) ? error.problem : null;
  return (
    <div
      role="alert"
      className="m-4 flex flex-col gap-2 rounded-3 border border-line bg-surface p-4 max-mid:m-3"
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon name="warning" />
        The jobs could not be loaded
      </p>
      <p className="text-ink-2">{asSentence(error.message)} Running jobs are not affected.</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={onRetry}>
          <Icon name="retry" className="text-[0.875rem]" />
          Try now
        </Button>
        {problem?.request_id && (
          <span className="font-mono text-xs text-ink-3">
            {problem.status}, {problem.request_id}
          </span>
        )}
      </div>
    </div>
  );
}

/** Nothing under this filter, and the way to where there is something. */
export function NoResults({ filter }: { filter: JobFilter }) {
  const word = filter.status && statusLooks[filter.status].word;
  const where = word ? ` in “${word}”` : '';
  const what = filter.q ? ` matches “${filter.q}”` : '';
  return (
    <div className="m-4 flex flex-col gap-2 rounded-3 border border-line bg-surface p-4 max-mid:m-3">
      <p className="font-semibold" role="status">
        {what ? `No job${what}${where}` : `No job stands${where}`}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {filter.status && filter.q && (
          <Link href={filterHref({ ...filter, status: null })} className={buttonClass()}>
            Look in all states
          </Link>
        )}
        <Link href="/" className={buttonClass('quiet')}>
          Clear filters
        </Link>
      </div>
    </div>
  );
}
