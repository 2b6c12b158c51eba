/** What an answer of the app does to its run. */
export const settle = /* sql */ `
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

-- As engine.advance, and claims what can be claimed next in the same commit; p_claim 0 claims nothing.
create function engine.advance_and_claim(p_process int, p_job bigint, p_generation int, p_run text, p_steps json,
  p_outputs text[], p_plans json, p_invocations json, p_bodies text[], p_version int, p_max_steps int,
  p_max_bytes bigint, p_claim int, p_inline_bytes bigint)
returns table (result text, job_id bigint, generation int, kind text, step_id text, attempt int, run_id text,
               function_id text, request_version int, event json, steps json, stack text[], use_api boolean)
language plpgsql as $$
declare
  advanced text := engine.advance(p_process, p_job, p_generation, p_run, p_steps, p_outputs, p_plans, p_invocations,
                                  p_bodies, p_version, p_max_steps, p_max_bytes);
begin
  if advanced = 'done' and p_claim > 0 then
    return query select advanced, c.* from engine.claim(p_process, p_claim, p_inline_bytes) c;
    if found then return; end if;
  end if;
  result := advanced;
  return next;
end $$;

-- Stores steps that finished while the call goes on; their job then counts its attempts from 0 again. Returns as
-- engine.advance does. Any engine may be told, so only the generation is checked.
create function engine.checkpoint(p_job bigint, p_generation int, p_run text, p_steps json, p_outputs text[],
                                  p_max_steps int, p_max_bytes bigint)
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
  update engine.job set attempt = 0 where id = p_job and attempt > 0;
  return 'done';
end $$;
`;
