import { expect, test } from 'vitest';
import type { JobList, JobStatus, ListedJob } from '#lib/schema/job.ts';
import type { JobUpdate } from '#lib/schema/job-update.ts';
import { findNews, type LoadedLists, patchLists } from './patch-lists.ts';

const row = (job_id: string, change: Partial<ListedJob> = {}) =>
  ({ job_id, status: 'in_progress', phase: 'gather', progress: 0.2, last_seq: 10, ...change }) as ListedJob;
const listOf = (...pages: ListedJob[][]): LoadedLists => ({
  pageParams: pages.map(() => undefined),
  pages: pages.map((data) => ({ data, next_cursor: null, counts: {} as JobList['counts'] })),
});
const update = (job_id: string, change: Partial<JobUpdate> = {}): JobUpdate => ({
  type: 'job_update',
  job_id,
  status: 'in_progress',
  phase: 'judge',
  progress: 0.8,
  last_seq: 20,
  ...change,
});

test('a row is moved on by the last update of its job, on any page, and no other row is touched', () => {
  const list = listOf([row('a')], [row('b'), row('c')]);
  const patched = patchLists(list, [update('b', { progress: 0.5 }), update('b', { last_seq: 21 })]);
  expect(patched?.pages[1]?.data[0]).toEqual(row('b', { phase: 'judge', progress: 0.8, last_seq: 21 }));
  expect(patched?.pages[0]).toBe(list.pages[0]);
  expect(patched?.pages[1]?.data[1]).toBe(list.pages[1]?.data[1]);
});

test('a row never goes back, and another status waits for the whole row', () => {
  const list = listOf([row('a', { last_seq: 30 }), row('b')]);
  const patched = patchLists(list, [update('a'), update('b', { status: 'complete' })]);
  expect(patched?.pages[0]?.data).toEqual(list.pages[0]?.data);
  expect(patchLists(undefined, [update('a')])).toBeUndefined();
});

test('news is a job that is new here or has another status, told once', () => {
  const lists = [listOf([row('a')]), undefined];
  const statuses = new Map<string, JobStatus>();
  expect(findNews(lists, [update('a')], statuses)).toBe(false);
  expect(findNews(lists, [update('a', { status: 'complete' })], statuses)).toBe(true);
  expect(findNews(lists, [update('elsewhere')], statuses)).toBe(true);
  expect(findNews(lists, [update('elsewhere')], statuses)).toBe(false);
  expect(findNews(lists, [update('elsewhere', { status: 'failed' })], statuses)).toBe(true);
});
