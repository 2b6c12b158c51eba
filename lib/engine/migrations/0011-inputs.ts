/** What a step was given, for whoever looks at a run. */
export const inputs = /* sql */ `
-- JSON as text, cut where it is long: of a step its arguments, of a wait its event and condition, of a sleep its end.
alter table engine.step add column input text;

-- As before, with the input. p_step: {id, op, name, attempt, started_at, input}
create or replace function engine.memoize(p_run text, p_step json, p_output json) returns boolean
language plpgsql as $$
declare
  size int := octet_length(p_output::text);
begin
  insert into engine.step (run_id, id, position, op, name, output, bytes, attempt, started_at, input)
  select p_run, s.id, r.step_count + 1, s.op, s.name, p_output, size, coalesce(s.attempt, 0), s.started_at, s.input
  from engine.run r,
    json_to_record(p_step) s(id text, op text, name text, attempt int, started_at timestamptz, input text)
  where r.id = p_run
  on conflict do nothing;
  if not found then return false; end if;
  update engine.run set step_count = step_count + 1, state_bytes = state_bytes + size where id = p_run;
  return true;
end $$;

-- As before, with what it waited for.
create or replace function engine.resolve(p_run text, p_step text, p_output json) returns boolean
language plpgsql as $$
declare
  job engine.job;
begin
  perform 1 from engine.run r where r.id = p_run and r.ended_at is null for no key update;
  if not found then return false; end if;
  delete from engine.job j where j.run_id = p_run and j.step_id = p_step and j.kind in ('sleep', 'wait', 'invoke')
  returning * into job;
  if not found then return false; end if;
  perform engine.memoize(p_run, json_build_object('id', job.step_id, 'name', job.name, 'started_at', job.created_at,
    'op', case job.kind when 'sleep' then 'Sleep' when 'wait' then 'WaitForEvent' else 'InvokeFunction' end,
    'input', case job.kind
      when 'sleep' then json_build_object('until', job.due_at)
      when 'wait' then json_build_object('event', job.wait_event, 'if', job.wait_if, 'timeout', job.due_at)
    end::text), p_output);
  perform engine.proceed(p_run);
  return true;
end $$;
`;
