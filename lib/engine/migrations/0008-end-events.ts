import { functionCancelled, functionFailed, functionFinished } from '../system-events.ts';

/** The end of a run is an event for whoever waits for it, even where no function is triggered by it. */
export const endEvents = /* sql */ `
-- As before. Where a run waits for one of the events that tell this end, a row stands for that event; its body is made
-- of the run's row when it is delivered (load-system-event.ts), so that an end which nobody waits for costs one look.
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
    where exists (select 1 from engine.job j where j.kind = 'wait' and j.wait_event = n.name)
  loop
    insert into engine.event (id, name, body, delivered) values (p_run, awaited, '{}', false) on conflict do nothing;
    if found then
      undelivered := (undelivered::jsonb || jsonb_build_array(jsonb_build_object('id', p_run, 'name', awaited)))::json;
    end if;
  end loop;
  return undelivered;
end $$;
`;
