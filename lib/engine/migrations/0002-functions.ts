/**
 * Every change of a run's state. Each function is one transaction seen from outside. Rules that keep them free of
 * deadlocks and lost updates: the run is locked before its jobs; nothing but \`claim\` and \`fire_due_calls\` touches a
 * job without its run, and those skip what is locked; a child may lock its parent, never the other way round.
 */
export const functions = /* sql */ `
-- Tells other engines on this database that something can be claimed.
create function engine.wake() returns void language plpgsql as $$
begin
  if (select count(*) from engine.process where alive_until > clock_timestamp()) > 1 then
    perform pg_notify('engine_wake', '');
  end if;
end $$;

-- Stores events and the runs they start. An event or run that is already there is left alone. Returns the new events
-- that waits or cancellations may match, which are then to be delivered.
-- p_events: [{id, name, cancels, runs: [{id, function_id, dedupe_key, idempotency, score, lane, limit_keys,
-- limits, cancel_keys, start_timeout_ms, finish_timeout_ms, delay_ms, parent_run, parent_step}]}]; p_bodies: the events
-- themselves in the same order.
create function engine.accept(p_events json, p_bodies text[]) returns json language plpgsql as $$
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
    select e.id, e.name, e.cancels, e.runs, p_bodies[e.position] as body
    from rows from (json_to_recordset(p_events) as (id text, name text, cancels boolean, runs json))
      with ordinality e(id, name, cancels, runs, position)
  ), stored as (
    insert into engine.event (id, name, body, delivered)
    select i.id, i.name, i.body::json,
      not (i.cancels or exists (select 1 from engine.job j where j.kind = 'wait' and j.wait_event = i.name))
    from incoming i
    on conflict do nothing
    returning id, name, delivered
  ), wanted as materialized (
    select i.id as event_id, i.name as event_name, n.*
    from incoming i, json_to_recordset(i.runs) n(id text, function_id text, dedupe_key text, score bigint, lane text,
      limit_keys text[], limits int[], cancel_keys text[], start_timeout_ms bigint, finish_timeout_ms bigint,
      delay_ms double precision, parent_run text, parent_step text)
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
    from started s join wanted w using (id)
  )
  select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name)), '[]') into undelivered
  from stored s where not s.delivered;
  perform engine.wake();
  return undelivered;
end $$;

-- The slots that are free for a job with these keys, given the slots in use by key.
create function engine.free_slots(p_keys text[], p_limits int[], p_used jsonb) returns int language sql immutable as $$
  select coalesce(min(l.n - coalesce((p_used ->> k.key)::int, 0)), 2147483647)::int
  from unnest(p_keys) with ordinality k(key, i) join unnest(p_limits) with ordinality l(n, i) using (i)
$$;

-- Claims up to p_limit jobs and returns each with all its call needs. Order: functions take turns, within a function
-- its lanes take turns (what runs already counts), within a lane the lowest score first. A lane whose slots are all in
-- use costs one look, however many jobs it holds.
create function engine.claim(p_process int, p_limit int, p_inline_bytes bigint)
returns table (job_id bigint, generation int, kind text, step_id text, attempt int, run_id text, function_id text,
               request_version int, event json, steps json, stack text[], use_api boolean)
language plpgsql as $$
#variable_conflict use_column
declare
  used jsonb;
  candidate record;
  job engine.job;
  run engine.run;
  slot text;
  taken int := 0;
begin
  -- One claim at a time over all engines, so that slots are counted exactly.
  perform pg_advisory_xact_lock(1701734247, 0);
  select coalesce(jsonb_object_agg(u.key, u.n), '{}') into used from (
    select k.key, count(*) as n from engine.job j, unnest(j.limit_keys) k(key) where j.state = 'claimed' group by 1
  ) u;
  for candidate in
    with recursive lanes(lane) as (
      (select j.lane from engine.job j where j.state = 'ready' order by j.lane limit 1)
      union all
      select (select j.lane from engine.job j where j.state = 'ready' and j.lane > l.lane order by j.lane limit 1)
      from lanes l where l.lane is not null
    ), busy as materialized (
      select j.function_id, j.lane, count(*) as n from engine.job j where j.state = 'claimed' group by 1, 2
    ), offered as (
      select q.*, coalesce(b.n, 0) + row_number() over (partition by q.lane order by q.score, q.id) as lane_turn
      from lanes l
      cross join lateral (
        select j.limit_keys, j.limits from engine.job j
        where j.state = 'ready' and j.lane = l.lane order by j.score, j.id limit 1
      ) head
      cross join lateral (
        select j.id, j.run_id, j.function_id, j.lane, j.score, j.limit_keys, j.limits from engine.job j
        where j.state = 'ready' and j.lane = l.lane order by j.score, j.id
        limit greatest(0, least(p_limit, engine.free_slots(head.limit_keys, head.limits, used)))
      ) q
      left join busy b on b.lane = q.lane
    )
    select o.*, coalesce(b.n, 0)
        + row_number() over (partition by o.function_id order by o.lane_turn, o.score, o.id) as turn
    from offered o left join (select b.function_id, sum(b.n) as n from busy b group by 1) b using (function_id)
    order by turn, o.score, o.id
  loop
    exit when taken >= p_limit;
    continue when engine.free_slots(candidate.limit_keys, candidate.limits, used) <= 0;
    select * into run from engine.run r where r.id = candidate.run_id for no key update skip locked;
    continue when not found;
    update engine.job j
    set state = 'claimed', generation = j.generation + 1, claimed_by = p_process, claimed_at = clock_timestamp()
    where j.id = candidate.id and j.state = 'ready' returning * into job;
    continue when not found;
    if run.status = 'queued' then
      update engine.run r set status = 'running', started_at = clock_timestamp(),
        cancel_at = clock_timestamp() + r.finish_timeout_ms * interval '1 ms'
      where r.id = run.id;
    end if;
    foreach slot in array job.limit_keys loop
      used := jsonb_set(used, array[slot], to_jsonb(coalesce((used ->> slot)::int, 0) + 1));
    end loop;
    taken := taken + 1;

    job_id := job.id; generation := job.generation; kind := job.kind; step_id := job.step_id;
    attempt := job.attempt; run_id := run.id; function_id := run.function_id; request_version := run.request_version;
    -- Loaded here and not by the caller's query, whose snapshot would be older than this claim.
    select e.body into event from engine.event e where e.id = run.event_id and e.name = run.event_name;
    select coalesce(array_agg(s.id order by s.position), '{}') into stack from engine.step s where s.run_id = run.id;
    use_api := run.state_bytes > p_inline_bytes;
    if use_api then
      steps := '{}';
    else
      select coalesce(json_object_agg(s.id, s.output), '{}') into steps from engine.step s where s.run_id = run.id;
    end if;
    return next;
  end loop;
end $$;

-- Locks the run and tells whether this claim still counts. The slot of a run that is over is given back here.
create function engine.fence(p_process int, p_job bigint, p_generation int, p_run text) returns boolean
language plpgsql as $$
declare
  over boolean;
begin
  select r.ended_at is not null into over from engine.run r where r.id = p_run for no key update;
  if over then
    delete from engine.job j
    where j.id = p_job and j.generation = p_generation and j.claimed_by = p_process;
    perform engine.wake();
  end if;
  return over is not true and exists (
    select 1 from engine.job j where j.id = p_job and j.generation = p_generation and j.state = 'claimed'
      and j.claimed_by = p_process);
end $$;

-- Tries the same job again after a delay, with the next attempt.
create function engine.retry(p_process int, p_job bigint, p_generation int, p_run text, p_delay_ms double precision)
returns text language plpgsql as $$
begin
  if not engine.fence(p_process, p_job, p_generation, p_run) then return 'stale'; end if;
  update engine.job set state = 'waiting', due_at = clock_timestamp() + p_delay_ms * interval '1 ms',
    attempt = attempt + 1, claimed_by = null, claimed_at = null
  where id = p_job;
  return 'done';
end $$;

-- Puts a job back as if it had not been claimed: the app could not be reached, so no attempt was made.
create function engine.release(p_process int, p_job bigint, p_generation int, p_run text)
returns text language plpgsql as $$
begin
  if not engine.fence(p_process, p_job, p_generation, p_run) then return 'stale'; end if;
  update engine.job set state = 'ready', claimed_by = null, claimed_at = null where id = p_job;
  return 'done';
end $$;

-- Adds a memoized step to a locked run; a step that is there already stays as it was.
-- p_step: {id, op, name, attempt, started_at}
create function engine.memoize(p_run text, p_step json, p_output json) returns boolean language plpgsql as $$
declare
  size int := octet_length(p_output::text);
begin
  insert into engine.step (run_id, id, position, op, name, output, bytes, attempt, started_at)
  select p_run, s.id, r.step_count + 1, s.op, s.name, p_output, size, coalesce(s.attempt, 0), s.started_at
  from engine.run r, json_to_record(p_step) s(id text, op text, name text, attempt int, started_at timestamptz)
  where r.id = p_run
  on conflict do nothing;
  if not found then return false; end if;
  update engine.run set step_count = step_count + 1, state_bytes = state_bytes + size where id = p_run;
  return true;
end $$;

-- Adds several, in order; tells whether any was new.
create function engine.memoize_all(p_run text, p_steps json, p_outputs text[]) returns boolean language plpgsql as $$
declare
  step record;
  progress boolean := false;
begin
  for step in select value, position from json_array_elements(p_steps) with ordinality s(value, position) loop
    progress := engine.memoize(p_run, step.value, p_outputs[step.position]::json) or progress;
  end loop;
  return progress;
end $$;

-- Queues the call that discovers what comes next, unless operations of the run are still under way.
create function engine.proceed(p_run text) returns void language plpgsql as $$
begin
  insert into engine.job (run_id, function_id, kind, step_id, state, score, lane, limit_keys, limits)
  select r.id, r.function_id, 'call', 'step', 'ready', r.score, r.lane, r.limit_keys, r.limits from engine.run r
  where r.id = p_run and r.ended_at is null and not exists (select 1 from engine.job j where j.run_id = r.id)
  on conflict do nothing;
  if found then perform engine.wake(); end if;
end $$;

-- Stores what a call brought: finished steps and planned operations; then goes on. Returns 'done', 'stale', or, with
-- nothing changed, 'too many steps', 'state too large' or 'no progress'.
-- p_steps: [{id, op, name, attempt}], p_outputs in the same order; p_plans: [{kind, step_id, name, delay_ms, wait_event,
-- wait_if}]; p_invocations and p_bodies: events as engine.accept takes them
create function engine.advance(p_process int, p_job bigint, p_generation int, p_run text, p_steps json,
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
  insert into engine.job (run_id, function_id, kind, step_id, name, wait_event, wait_if, state, due_at, score, lane,
                          limit_keys, limits)
  select run.id, run.function_id, p.kind, p.step_id, p.name, p.wait_event, p.wait_if,
    case when p.kind = 'step' then 'ready' else 'waiting' end, clock_timestamp() + p.delay_ms * interval '1 ms',
    run.score, run.lane, run.limit_keys, run.limits
  from json_to_recordset(p_plans)
    p(kind text, step_id text, name text, delay_ms double precision, wait_event text, wait_if text)
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

-- Ends an operation that waited (sleep, wait, invoke) with its output. Does nothing when it is no longer waiting.
create function engine.resolve(p_run text, p_step text, p_output json) returns boolean language plpgsql as $$
declare
  job engine.job;
begin
  perform 1 from engine.run r where r.id = p_run and r.ended_at is null for no key update;
  if not found then return false; end if;
  delete from engine.job j where j.run_id = p_run and j.step_id = p_step and j.kind in ('sleep', 'wait', 'invoke')
  returning * into job;
  if not found then return false; end if;
  perform engine.memoize(p_run, json_build_object('id', job.step_id, 'name', job.name, 'started_at', job.created_at,
    'op', case job.kind when 'sleep' then 'Sleep' when 'wait' then 'WaitForEvent' else 'InvokeFunction' end), p_output);
  perform engine.proceed(p_run);
  return true;
end $$;

-- Ends a locked run, stores the events that tell it, and answers the run that invoked it. Jobs whose call is under way
-- keep their slot until the app has answered. Terminal states never change. Returns the events to deliver.
create function engine.end_run(p_run text, p_status text, p_output json, p_events json, p_bodies text[]) returns json
language plpgsql as $$
declare
  run engine.run;
begin
  update engine.run r set status = p_status, output = p_output, ended_at = clock_timestamp(), cancel_at = null
  where r.id = p_run and r.ended_at is null returning * into run;
  if not found then return '[]'; end if;
  delete from engine.job j where j.run_id = p_run and j.state <> 'claimed';
  if run.parent_run is not null then
    perform engine.resolve(run.parent_run, run.parent_step, case p_status
      when 'completed' then json_build_object('data', p_output)
      else json_build_object('error', p_output) end);
  end if;
  return engine.accept(p_events, p_bodies);
end $$;

-- Ends the run whose job this is: the function returned, or failed for good.
create function engine.finish(p_process int, p_job bigint, p_generation int, p_run text, p_steps json,
                              p_outputs text[], p_status text, p_output json, p_events json, p_bodies text[],
                              out result text, out undelivered json)
language plpgsql as $$
begin
  result := 'stale';
  undelivered := '[]';
  if not engine.fence(p_process, p_job, p_generation, p_run) then return; end if;
  perform engine.memoize_all(p_run, p_steps, p_outputs);
  delete from engine.job where id = p_job;
  result := 'done';
  undelivered := engine.end_run(p_run, p_status, p_output, p_events, p_bodies);
end $$;

-- Cancels a run that is not over; one that is over stays as it ended.
create function engine.cancel(p_run text, p_output json, p_events json, p_bodies text[]) returns json
language plpgsql as $$
begin
  perform 1 from engine.run r where r.id = p_run and r.ended_at is null for no key update;
  if not found then return '[]'; end if;
  return engine.end_run(p_run, 'cancelled', p_output, p_events, p_bodies);
end $$;

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
-- engine that it does not know (the answer to its claim was lost).
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
        join pg_locks l on l.locktype = 'advisory' and l.classid = 1701734247 and l.objid::bigint = p.id
          and l.objsubid = 2 and l.granted and l.database = (select oid from pg_database where datname = current_database())
        where p.id = j.claimed_by and p.alive_until > clock_timestamp())))
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
