import type { Core } from './core.ts';

const keepDays = 7;
const batch = 1000;
const budgetMs = 3000;

/**
 * Deletes runs that ended more than 7 days ago, events as old that no run needs, a thousand at a time and for three
 * seconds at most, and published messages, which every engine has fetched within a minute. What is left is for the next
 * time.
 */
export async function removeOldRuns(
  { database }: Pick<Core, 'database'>,
  { batchSize = batch } = {},
): Promise<void> {
  const until = Date.now() + budgetMs;
  for (const statement of [deleteRuns, deleteEvents]) {
    let isMore = true;
    while (isMore && Date.now() < until) {
      const [row] = await database.query<{ removed: number }>(statement, [keepDays, batchSize]);
      isMore = row?.removed === batchSize;
    }
  }
  await database.query(
    "delete from engine.message where created_at < clock_timestamp() - interval '1 minute'",
  );
}

const deleteRuns = /* sql */ `
  with gone as (
    delete from engine.run where id in (
      select id from engine.run where ended_at < clock_timestamp() - $1 * interval '1 day' order by ended_at limit $2)
    returning 1)
  select count(*)::int as removed from gone`;

const deleteEvents = /* sql */ `
  with gone as (
    delete from engine.event where (id, name) in (
      select e.id, e.name from engine.event e
      where e.received_at < clock_timestamp() - $1 * interval '1 day' and (e.delivered or e.failures > 0)
        and not exists (select 1 from engine.run r where r.event_id = e.id and r.event_name = e.name)
      order by e.received_at limit $2)
    returning 1)
  select count(*)::int as removed from gone`;
