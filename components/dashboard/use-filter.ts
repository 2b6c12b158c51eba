'use client';
import { useSearchParams } from 'next/navigation';
import { publicPath } from '#components/public-path.ts';
import { JobStatus } from '#lib/schema/job.ts';
import type { JobFilter } from './use-job-list.ts';

/** The filter of the list, kept in the address so that it can be shared and gone back to. */
export function useFilter(): [JobFilter, (change: Partial<JobFilter>) => void] {
  const params = useSearchParams();
  const status = JobStatus.safeParse(params.get('status'));
  const filter: JobFilter = { status: status.success ? status.data : null, q: params.get('q') ?? '' };
  const setFilter = (change: Partial<JobFilter>) => {
    window.history.replaceState(null, '', publicPath(filterHref({ ...filter, ...change })));
  };
  return [filter, setFilter];
}

/** The address of the list under a filter. */
export function filterHref({ status, q }: JobFilter): string {
  const params = new URLSearchParams();
  if (status) params.set('status', status);
  if (q) params.set('q', q);
  return params.size > 0 ? `/?${params}` : '/';
}
