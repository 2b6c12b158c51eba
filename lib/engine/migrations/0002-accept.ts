/**
 * Functions of the database that change a run's state. Each is one transaction seen from outside. Rules that keep them
 * free of deadlocks and lost updates: the run is locked before its jobs; nothing but `claim`, `fire_due_calls` and
 * `reclaim` touches a job without its run, and those skip what is locked; a child may lock its parent, never the
 * other way round; whoever holds the claim lock waits for nothing.
 */
export const accept = /* sql */ `
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
`;
