/** What happens by itself: timers, and what dead engines leave behind. */
export const time = /* sql */ `
-- Readies retries and delayed starts whose time has come.
create function engine.fire_due_calls() returns int language plpgsql as $$
declare
  fired int;
begin
  update engine.job set state = 'ready', due_at = null where id in (
    select id from engine.job where state = 'waiting' and kind in ('call', 'step') and due_at <= clock_timestamp()
    for update skip locked);
  get diagnostics fired = row_count;
  if fired > 0 then perform engine.wake(); end if;
  return fired;
end $$;

-- Ends sleeps that are over and waits and invokes that timed out.
create function engine.fire_due_operations() returns int language plpgsql as $$
declare
  due record;
  fired int := 0;
begin
  for due in select run_id, step_id, kind from engine.job
    where state = 'waiting' and kind in ('sleep', 'wait', 'invoke') and due_at <= clock_timestamp()
    order by due_at, id limit 200
  loop
    if engine.resolve(due.run_id, due.step_id, case when due.kind = 'invoke' then
      '{"error":{"name":"InvokeTimeoutError","message":"The invoked function did not finish in time"}}'::json
      else 'null'::json end)
    then fired := fired + 1; end if;
  end loop;
  return fired;
end $$;

-- Gives back what dead engines had claimed: those whose session lock is gone or whose lease ran out, and claims of this
-- engine that it does not know (the answer to its claim was lost). Right after Postgres has started, locks say nothing:
-- engines that live are still on their way back.
create function engine.reclaim(p_process int, p_known bigint[]) returns int language plpgsql as $$
declare
  orphans bigint[];
  freed int;
begin
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
  update engine.job set state = 'ready', claimed_by = null, claimed_at = null
  where id = any(orphans) and state = 'claimed';
  get diagnostics freed = row_count;
  delete from engine.process p where p.id <> p_process and p.alive_until < clock_timestamp() - interval '1 hour';
  if freed > 0 then perform engine.wake(); end if;
  return freed;
end $$;
`;
