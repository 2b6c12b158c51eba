/** How a job that may bring engines down is kept from taking others with it. */
export const suspects = /* sql */ `
-- Gives back what dead engines had claimed: those whose session lock is gone or whose lease ran out, which counts as a
-- loss, unless the engine took its leave and left no row; and claims of this engine that it does not know (the answer to
-- its claim was lost). Right after Postgres has started, locks say nothing: engines that live are still on their way
-- back. An engine that hangs in the middle of a claim holds up all others, so its session is ended.
-- Which of the jobs of an engine brought it down, nobody knows. A job that was lost three times in a row needs a slot of
-- which there is one: from then on suspects run one after another, and only one of them can be lost at a time.
create or replace function engine.reclaim(p_process int, p_known bigint[]) returns int language plpgsql as $$
declare
  orphans bigint[];
  freed int;
begin
  perform pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.classid = 1701734247 and l.objid = 0 and l.objsubid = 2 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and a.xact_start < clock_timestamp() - interval '15 seconds';
  select array_agg(o.id) into orphans from (
    select j.id from engine.job j
    where j.state = 'claimed' and (
      (j.claimed_by = p_process and j.id <> all(p_known) and j.claimed_at < clock_timestamp() - interval '5 seconds')
      or (j.claimed_by <> p_process and not exists (
        select 1 from engine.process p
        left join pg_locks l on l.locktype = 'advisory' and l.classid = 1701734247 and l.objid::bigint = p.id
          and l.objsubid = 2 and l.granted and l.database = (select oid from pg_database where datname = current_database())
        where p.id = j.claimed_by and p.alive_until > clock_timestamp()
          and (l.objid is not null or pg_postmaster_start_time() > clock_timestamp() - interval '3 seconds'))))
    for update skip locked) o;
  delete from engine.job j using engine.run r where j.id = any(orphans) and r.id = j.run_id and r.ended_at is not null;
  update engine.job j set losses = j.losses + 1
  where j.id = any(orphans) and j.state = 'claimed' and j.claimed_by <> p_process
    and exists (select 1 from engine.process p where p.id = j.claimed_by);
  update engine.job j set lane = j.lane || '|suspect', limit_keys = array_append(j.limit_keys, 'suspect'),
    limits = array_append(j.limits, 1)
  where j.id = any(orphans) and j.losses >= 3 and not 'suspect' = any(j.limit_keys);
  update engine.job j set state = 'ready', claimed_by = null, claimed_at = null
  where j.id = any(orphans) and j.state = 'claimed';
  get diagnostics freed = row_count;
  delete from engine.process p where p.id <> p_process and p.alive_until < clock_timestamp() - interval '1 hour';
  if freed > 0 then perform engine.wake(); end if;
  return freed;
end $$;
`;
