/** The attempts that failed and were made again, for whoever looks at a run. */
export const attempts = /* sql */ `
-- At most as many a job as a function has retries; they go with their run.
create table engine.attempt (
  id         bigint generated always as identity primary key,
  run_id     text not null references engine.run on delete cascade,
  -- the step that failed, by its hash; 'step' where the function failed outside of steps
  step_id    text not null,
  name       text not null,
  attempt    int not null,
  error      json not null,
  started_at timestamptz,
  ended_at   timestamptz not null default clock_timestamp()
);
create index attempt_run on engine.attempt (run_id);
create index run_parent on engine.run (parent_run) where parent_run is not null;

-- As engine.retry, and keeps what failed.
create function engine.retry_and_keep(p_process int, p_job bigint, p_generation int, p_run text,
                                      p_delay_ms double precision, p_step text, p_name text, p_error text)
returns text language plpgsql as $$
declare
  job engine.job;
  result text;
begin
  select * into job from engine.job j where j.id = p_job;
  result := engine.retry(p_process, p_job, p_generation, p_run, p_delay_ms);
  if result = 'done' then
    insert into engine.attempt (run_id, step_id, name, attempt, error, started_at)
    values (p_run, p_step, p_name, job.attempt, p_error::json, job.claimed_at);
  end if;
  return result;
end $$;
`;
