/** How a wait ends, and how a run ends. */
export const end = /* sql */ `
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
`;
