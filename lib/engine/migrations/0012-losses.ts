/** What becomes of a job whose engines die again and again while they have it: it may be the cause. */
export const losses = /* sql */ `
-- How often in a row an engine died, or hung, while it had this job; an answer, or a step stored meanwhile, ends the row.
-- They are counted by engine.reclaim, further on.
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
`;
