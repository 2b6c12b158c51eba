/** What an event does to the waits and runs that were there when it came: work that is claimed in portions. */
export const deliveries = /* sql */ `
-- The job that was made last. Jobs made from now on have larger ids.
create function engine.last_job() returns bigint language sql volatile as 'select last_value from engine.job_id_seq';

alter table engine.event
  -- when its next portion may be claimed: while one is under way a lease, after a failure the time of the next try
  add column deliver_at  timestamptz not null default clock_timestamp(),
  -- no wait whose job is younger is met by it
  add column wait_mark   bigint not null default engine.last_job(),
  -- up to which job, and which run, it has been delivered
  add column wait_cursor bigint not null default 0,
  add column run_cursor  text not null default '',
  add column failures    int not null default 0;
drop index engine.event_undelivered;
create index event_undelivered on engine.event (deliver_at) where not delivered;

-- Of a wait, what finds it: the path in an event and the value (hashed) that its condition asks for there, '' where it
-- asks for no single value; exact where nothing else has to be looked at.
alter table engine.job
  add column wait_path  text,
  add column wait_key   text,
  add column wait_exact boolean;
update engine.job set wait_path = '', wait_key = '', wait_exact = wait_if is null where kind = 'wait';
drop index engine.job_wait;
create index job_wait on engine.job (wait_event, wait_path, wait_key, id) where kind = 'wait';

-- Claims the next portion of the event whose turn was longest ago, for as long as p_lease_ms; tells which paths the waits
-- for such events ask for.
create function engine.claim_delivery(p_lease_ms double precision)
returns table (id text, name text, body json, wait_mark bigint, wait_cursor bigint, run_cursor text, failures int,
               paths text[])
language plpgsql as $$
#variable_conflict use_column
declare
  next engine.event;
begin
  update engine.event e set deliver_at = clock_timestamp() + p_lease_ms * interval '1 ms'
  where (e.id, e.name) = (
    select w.id, w.name from engine.event w where not w.delivered and w.deliver_at <= clock_timestamp()
    order by w.deliver_at limit 1 for update skip locked)
  returning e.* into next;
  if not found then return; end if;
  return query
  with recursive used(path) as (
    (select j.wait_path from engine.job j where j.kind = 'wait' and j.wait_event = next.name
     order by j.wait_path limit 1)
    union all
    select (select j.wait_path from engine.job j
            where j.kind = 'wait' and j.wait_event = next.name and j.wait_path > u.path order by j.wait_path limit 1)
    from used u where u.path is not null
  )
  select next.id, next.name, next.body, next.wait_mark, next.wait_cursor, next.run_cursor, next.failures,
    array(select u.path from used u where u.path is not null);
end $$;

-- Ends waits with the event that met them, and lets their runs go on. Returns those left for the next time, since their
-- run was locked: whoever holds it may wait for a run that is locked here.
create function engine.end_waits(p_jobs bigint[], p_output text) returns bigint[] language plpgsql as $$
declare
  runs text[];
  size int := octet_length(p_output);
begin
  select array_agg(l.id) into runs from (
    select r.id from engine.run r
    where r.id in (select j.run_id from engine.job j where j.id = any(p_jobs)) and r.ended_at is null
    for no key update skip locked) l;
  with gone as (
    delete from engine.job j where j.id = any(p_jobs) and j.run_id = any(runs) and j.kind = 'wait' returning j.*
  ), stored as (
    insert into engine.step (run_id, id, position, op, name, output, bytes, started_at, input)
    select g.run_id, g.step_id, r.step_count + row_number() over (partition by g.run_id order by g.id), 'WaitForEvent',
      g.name, p_output::json, size, g.created_at,
      json_build_object('event', g.wait_event, 'if', g.wait_if, 'timeout', g.due_at)::text
    from gone g join engine.run r on r.id = g.run_id
    on conflict do nothing
    returning run_id
  )
  update engine.run r set step_count = r.step_count + s.n, state_bytes = r.state_bytes + s.n * size
  from (select run_id, count(*)::int as n from stored group by 1) s where r.id = s.run_id;
  insert into engine.job (run_id, function_id, kind, step_id, state, score, lane, limit_keys, limits)
  select r.id, r.function_id, 'call', 'step', 'ready', r.score, r.lane, r.limit_keys, r.limits from engine.run r
  where r.id = any(runs) and not exists (select 1 from engine.job j where j.run_id = r.id)
  on conflict do nothing;
  if found then perform engine.wake(); end if;
  return array(
    select j.id from engine.job j join engine.run r on r.id = j.run_id
    where j.id = any(p_jobs) and j.kind = 'wait' and r.ended_at is null);
end $$;

-- As before, but the event of an id that is there already starts nothing, whatever its idempotency key; p_events: as
-- before, a run that is made again on an old event is marked "again".
create or replace function engine.accept(p_events json, p_bodies text[]) returns json language plpgsql as $$
declare
  undelivered json;
begin
  -- An idempotency key counts for 24 hours.
  update engine.run r set dedupe_key = 'expired:' || r.id
  from json_to_recordset(p_events) e(runs json),
       json_to_recordset(e.runs) n(function_id text, dedupe_key text, idempotency boolean)
  where n.idempotency and r.function_id = n.function_id and r.dedupe_key = n.dedupe_key
    and r.created_at < clock_timestamp() - interval '24 hours';

  with incoming as materialized (
    select distinct on (e.id, e.name) e.id, e.name, e.cancels, e.runs, p_bodies[e.position] as body, e.position
    from rows from (json_to_recordset(p_events) as (id text, name text, cancels boolean, runs json))
      with ordinality e(id, name, cancels, runs, position)
    order by e.id, e.name, e.position
  ), stored as (
    insert into engine.event (id, name, body, delivered)
    select i.id, i.name, i.body::json,
      not (i.cancels or exists (select 1 from engine.job j where j.kind = 'wait' and j.wait_event = i.name))
    from incoming i order by i.position
    on conflict do nothing
    returning id, name, delivered
  ), wanted as materialized (
    select i.position, i.id as event_id, i.name as event_name, n.*
    from incoming i left join stored s using (id, name),
      json_to_recordset(i.runs) n(id text, function_id text, dedupe_key text, score bigint, lane text,
      limit_keys text[], limits int[], cancel_keys text[], start_timeout_ms bigint, finish_timeout_ms bigint,
      delay_ms double precision, parent_run text, parent_step text, again boolean)
    where s.id is not null or n.again
    order by i.position
  ), started as (
    insert into engine.run (id, function_id, event_id, event_name, dedupe_key, score, lane, limit_keys, limits,
                            cancel_keys, cancel_at, finish_timeout_ms, parent_run, parent_step)
    select w.id, w.function_id, w.event_id, w.event_name, w.dedupe_key, w.score, w.lane, w.limit_keys, w.limits,
      w.cancel_keys, clock_timestamp() + w.start_timeout_ms * interval '1 ms', w.finish_timeout_ms, w.parent_run, w.parent_step
    from wanted w
    on conflict (function_id, dedupe_key) do nothing
    returning id
  ), queued as (
    insert into engine.job (run_id, function_id, kind, step_id, state, due_at, score, lane, limit_keys, limits)
    select w.id, w.function_id, 'call', 'step', case when w.delay_ms > 0 then 'waiting' else 'ready' end,
      case when w.delay_ms > 0 then clock_timestamp() + w.delay_ms * interval '1 ms' end,
      w.score, w.lane, w.limit_keys, w.limits
    from started s join wanted w using (id) order by w.position
  )
  select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name)), '[]') into undelivered
  from stored s where not s.delivered;
  -- What cancels may cancel the runs of this very request, and none that is made later.
  if json_array_length(undelivered) > 0 then
    update engine.event e set received_at = clock_timestamp(), deliver_at = clock_timestamp()
    from json_to_recordset(undelivered) u(id text, name text) where e.id = u.id and e.name = u.name;
  end if;
  perform engine.wake();
  return undelivered;
end $$;

-- As before; p_unknown_ms says how long ago a claim of this engine must have been made for its answer to be lost, where
-- the engine does not know it: claims under way are not known yet.
drop function engine.reclaim;
create function engine.reclaim(p_process int, p_known bigint[], p_unknown_ms double precision default 5000)
returns int language plpgsql as $$
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
      (j.claimed_by = p_process and j.id <> all(p_known)
        and j.claimed_at < clock_timestamp() - p_unknown_ms * interval '1 ms')
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

-- As before; a wait is stored with what finds it.
create or replace function engine.advance(p_process int, p_job bigint, p_generation int, p_run text, p_steps json,
                               p_outputs text[], p_plans json, p_invocations json, p_bodies text[], p_version int,
                               p_max_steps int, p_max_bytes bigint)
returns text language plpgsql as $$
declare
  run engine.run;
  job engine.job;
  progress boolean;
  planned int;
begin
  if not engine.fence(p_process, p_job, p_generation, p_run) then return 'stale'; end if;
  select * into run from engine.run r where r.id = p_run;
  if run.step_count + json_array_length(p_steps) + json_array_length(p_plans) > p_max_steps then
    return 'too many steps';
  end if;
  if run.state_bytes + octet_length(array_to_string(p_outputs, '')) > p_max_bytes then return 'state too large'; end if;

  select * into job from engine.job j where j.id = p_job;
  progress := engine.memoize_all(p_run, p_steps, p_outputs);
  insert into engine.job (run_id, function_id, kind, step_id, name, wait_event, wait_if, wait_path, wait_key, wait_exact,
                          state, due_at, score, lane, limit_keys, limits)
  select run.id, run.function_id, p.kind, p.step_id, p.name, p.wait_event, p.wait_if, p.wait_path, p.wait_key,
    p.wait_exact, case when p.kind = 'step' then 'ready' else 'waiting' end,
    clock_timestamp() + p.delay_ms * interval '1 ms', run.score, run.lane, run.limit_keys, run.limits
  from json_to_recordset(p_plans)
    p(kind text, step_id text, name text, delay_ms double precision, wait_event text, wait_if text, wait_path text,
      wait_key text, wait_exact boolean)
  where not exists (select 1 from engine.step s where s.run_id = run.id and s.id = p.step_id)
  on conflict do nothing;
  get diagnostics planned = row_count;
  if not progress and planned = 0 and job.kind = 'call' then return 'no progress'; end if;

  if json_array_length(p_invocations) > 0 then perform engine.accept(p_invocations, p_bodies); end if;
  delete from engine.job where id = p_job;
  if run.request_version <> p_version then
    update engine.run set request_version = p_version where id = p_run;
  end if;
  perform engine.proceed(p_run);
  perform engine.wake();
  return 'done';
end $$;
`;
