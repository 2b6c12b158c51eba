/** Which job is next: the one place where order, fairness and limits are decided. */
export const claim = /* sql */ `
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
`;
