/** What becomes of a job whose engines die again and again while they have it: it may be the cause. */
export const losses = /* sql */ `
-- How often in a row an engine died, or hung, while it had this job; an answer, or a step stored meanwhile, ends the row.
alter table engine.job add column losses int not null default 0;

-- As before; the next attempt begins without losses.
create or replace function engine.retry(p_process int, p_job bigint, p_generation int, p_run text,
                                        p_delay_ms double precision)
returns text language plpgsql as $$
begin
  if not engine.fence(p_process, p_job, p_generation, p_run) then return 'stale'; end if;
  update engine.job set state = 'waiting', due_at = clock_timestamp() + p_delay_ms * interval '1 ms',
    attempt = attempt + 1, losses = 0, claimed_by = null, claimed_at = null
  where id = p_job;
  return 'done';
end $$;

-- As before; a step that is stored also ends the row of losses.
create or replace function engine.checkpoint(p_job bigint, p_generation int, p_run text, p_steps json,
                                             p_outputs text[], p_max_steps int, p_max_bytes bigint)
returns text language plpgsql as $$
declare
  run engine.run;
begin
  select * into run from engine.run r where r.id = p_run and r.ended_at is null for no key update;
  if not found or not exists (
    select 1 from engine.job j
    where j.id = p_job and j.run_id = p_run and j.generation = p_generation and j.state = 'claimed')
  then return 'stale'; end if;
  if run.step_count + json_array_length(p_steps) > p_max_steps then return 'too many steps'; end if;
  if run.state_bytes + octet_length(array_to_string(p_outputs, '')) > p_max_bytes then return 'state too large'; end if;
  perform engine.memoize_all(p_run, p_steps, p_outputs);
  update engine.job set attempt = 0, losses = 0 where id = p_job and (attempt > 0 or losses > 0);
  return 'done';
end $$;

-- Gives back what dead engines had claimed: those whose session lock is gone or whose lease ran out, which counts as a
-- loss, unless the engine took its leave and left no row; and claims of this engine that it does not know (the answer to
-- its claim was lost). Right after Postgres has started, locks say nothing: engines that live are still on their way
-- back. An engine that hangs in the middle of a claim holds up all others, so its session is ended.
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
  update engine.job j set state = 'ready', claimed_by = null, claimed_at = null,
    losses = j.losses + (j.claimed_by <> p_process
                         and exists (select 1 from engine.process p where p.id = j.claimed_by))::int
  where j.id = any(orphans) and j.state = 'claimed';
  get diagnostics freed = row_count;
  delete from engine.process p where p.id <> p_process and p.alive_until < clock_timestamp() - interval '1 hour';
  if freed > 0 then perform engine.wake(); end if;
  return freed;
end $$;
`;
