import type { Core } from './core.ts';

const keepDays = 7;
const batch = 1000;

/**
 * Deletes runs that ended more than 7 days ago, events as old that no run needs, a thousand at a time, and published
 * messages, which every engine has fetched within a minute.
 */
export async function removeOldRuns({ database }: Pick<Core, 'database'>): Promise<void> {
  await database.query(
    `delete from engine.run where id in (
       select id from engine.run where ended_at < clock_timestamp() - $1 * interval '1 day' order by ended_at limit $2)`,
    [keepDays, batch],
  );
  await database.query(
    `delete from engine.event where (id, name) in (
       select e.id, e.name from engine.event e
       where e.received_at < clock_timestamp() - $1 * interval '1 day' and e.delivered
         and not exists (select 1 from engine.run r where r.event_id = e.id and r.event_name = e.name)
       order by e.received_at limit $2)`,
    [keepDays, batch],
  );
  await database.query(
    "delete from engine.message where created_at < clock_timestamp() - interval '1 minute'",
  );
}
