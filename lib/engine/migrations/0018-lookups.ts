import { functionCancelled, functionFailed, functionFinished } from '../system-events.ts';

/**
 * What every event and every end of a run asks goes by an index, whatever Postgres expects of the tables: where thousands
 * of waits were for one event, it looked for any other through all jobs, dead versions of rows and all.
 */
export const lookups = /* sql */ `
-- Whether a run waits for an event of this name.
create function engine.is_awaited(p_name text) returns boolean language plpgsql as $$
begin
  -- In the order of the index, which nothing else gives so cheaply.
  perform 1 from engine.job j where j.kind = 'wait' and j.wait_event = p_name
  order by j.wait_event, j.wait_path, j.wait_key, j.id limit 1;
  return found;
end $$;

-- As before.
create or replace function engine.accept(p_events json, p_bodies text[]) returns json language plpgsql as $$
declare
  undelivered json;
begin
  -- An idempotency key counts for 24 hours.
  update engine.run r set dedupe_key = 'expired:' || r.id
  where r.id = any(array(
    select old.id from json_to_recordset(p_events) e(runs json),
      json_to_recordset(e.runs) n(function_id text, dedupe_key text, idempotency boolean),
      lateral (
        select o.id, o.created_at from engine.run o
        where o.function_id = n.function_id and o.dedupe_key = n.dedupe_key limit 1) old
    where n.idempotency and old.created_at < clock_timestamp() - interval '24 hours'));

  with incoming as materialized (
    select distinct on (e.id, e.name) e.id, e.name, e.cancels, e.runs, p_bodies[e.position] as body, e.position
    from rows from (json_to_recordset(p_events) as (id text, name text, cancels boolean, runs json))
      with ordinality e(id, name, cancels, runs, position)
    order by e.id, e.name, e.position
  ), stored as (
    insert into engine.event (id, name, body, delivered)
    select i.id, i.name, i.body::json,
      not (i.cancels or engine.is_awaited(i.name))
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
    where e.ctid = any(array(
      select one.ctid from json_to_recordset(undelivered) u(id text, name text),
        lateral (select v.ctid from engine.event v where v.id = u.id and v.name = u.name limit 1) one));
  end if;
  perform engine.wake();
  return undelivered;
end $$;

-- As before.
create or replace function engine.end_run(p_run text, p_status text, p_output json, p_events json, p_bodies text[])
returns json
language plpgsql as $$
declare
  run engine.run;
  undelivered json;
  awaited text;
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
  undelivered := engine.accept(p_events, p_bodies);
  for awaited in
    select n.name from unnest(case p_status
      when 'completed' then array['${functionFinished}']
      when 'failed' then array['${functionFailed}', '${functionFinished}']
      else array['${functionCancelled}', '${functionFinished}'] end) n(name)
    where engine.is_awaited(n.name)
  loop
    insert into engine.event (id, name, body, delivered) values (p_run, awaited, '{}', false) on conflict do nothing;
    if found then
      undelivered := (undelivered::jsonb || jsonb_build_array(jsonb_build_object('id', p_run, 'name', awaited)))::json;
    end if;
  end loop;
  return undelivered;
end $$;
`;
