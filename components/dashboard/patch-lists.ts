import type { InfiniteData } from '@tanstack/react-query';
import type { JobList, JobStatus } from '#lib/schema/job.ts';
import type { JobUpdate } from '#lib/schema/job-update.ts';

export type LoadedLists = InfiniteData<JobList>;

/**
 * The list with its rows moved on by updates. A row that knows more than an update stays as it is, and so does one whose
 * status is another: much else changes with it, which `findNews` has loaded.
 */
export function patchLists(list: LoadedLists | undefined, updates: JobUpdate[]): LoadedLists | undefined {
  if (!list) return list;
  const latest = new Map(updates.map((update) => [update.job_id, update]));
  const move = (page: JobList): JobList => {
    if (!page.data.some((job) => latest.has(job.job_id))) return page;
    const data = page.data.map((job) => {
      const update = latest.get(job.job_id);
      if (!update || update.last_seq <= job.last_seq || update.status !== job.status) return job;
      const { phase, progress, last_seq } = update;
      return { ...job, phase, progress, last_seq };
    });
    return { ...page, data };
  };
  return { ...list, pages: list.pages.map(move) };
}

/**
 * Whether updates tell what no row shows: a job that is new here, or another status, with which counts, filters and
 * times change. `statuses` remembers, for jobs that no loaded list holds, what was told of them before.
 */
export function findNews(
  lists: (LoadedLists | undefined)[],
  updates: JobUpdate[],
  statuses: Map<string, JobStatus>,
): boolean {
  const rows = lists.flatMap((list) => list?.pages.flatMap((page) => page.data) ?? []);
  let found = false;
  for (const { job_id, status } of updates) {
    const shown = rows.filter((job) => job.job_id === job_id).map((job) => job.status);
    const before = shown.length > 0 ? shown : [statuses.get(job_id)];
    found ||= before.some((known) => known !== status);
    statuses.set(job_id, status);
  }
  return found;
}
