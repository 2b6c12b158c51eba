/** Which job is next, as 0003-claim.ts has it, but with turns that are kept, and at a cost that many lanes do not raise. */
export const fairClaim = /* sql */ `
-- When a lane last had a job claimed. It is a memory for taking turns and nothing more: without it, or after a crash of
-- Postgres, which empties it, claims are as correct and for a moment less fair.
create unlogged table engine.lane (
  lane       text primary key,
  claimed_at timestamptz not null
) with (fillfactor = 50);

drop function engine.advance_and_claim;
drop function engine.claim;

-- Claims up to p_limit jobs and returns each with all its call needs. Order: functions take turns, within a function
-- its lanes take turns (fewest under way first, then whose turn was longest ago), within a lane the lowest score first.
-- A lane whose slots are all in use costs one look, however many jobs it holds.
create function engine.claim(p_process int, p_limit int, p_inline_bytes bigint)
returns table (job_id bigint, generation int, kind text, step_id text, attempt int, losses int, run_id text,
               function_id text, request_version int, event json, steps json, stack text[], use_api boolean)
language plpgsql as $$
#variable_conflict use_column
declare
  used jsonb;
  candidate record;
  chosen bigint[];
  passed_over boolean;
  got bigint[];
  claimed bigint[] := '{}';
begin
  -- One claim at a time over all engines, so that slots are counted exactly.
  perform pg_advisory_xact_lock(1701734247, 0);
  loop
    select coalesce(jsonb_object_agg(u.key, u.n), '{}') into used from (
      select k.key, count(*) as n from engine.job j, unnest(j.limit_keys) k(key) where j.state = 'claimed' group by 1
    ) u;
    chosen := '{}';
    passed_over := false;
    for candidate in
      with recursive heads as (
        (select j.lane, j.function_id, j.limit_keys, j.limits, j.score, j.id from engine.job j
         where j.state = 'ready' order by j.lane, j.score, j.id limit 1)
        union all
        select next.* from heads h cross join lateral (
          select j.lane, j.function_id, j.limit_keys, j.limits, j.score, j.id from engine.job j
          where j.state = 'ready' and j.lane > h.lane order by j.lane, j.score, j.id limit 1) next
      ), busy as materialized (
        select j.function_id, j.lane, count(*) as n from engine.job j where j.state = 'claimed' group by 1, 2
      ), slots as (
        select h.lane, min(k.n - coalesce((used ->> k.key)::int, 0)) as free
        from heads h cross join lateral unnest(h.limit_keys, h.limits) k(key, n) group by 1
      ), open as (
        select h.lane, h.function_id, s.free, coalesce(b.n, 0) as busy, l.claimed_at,
          row_number() over (partition by h.function_id
                             order by coalesce(b.n, 0), l.claimed_at nulls first, h.score, h.id) as place
        from heads h left join slots s using (lane) left join busy b using (lane) left join engine.lane l using (lane)
        where s.free is null or s.free > 0
      ), offered as (
        select q.*, o.function_id, o.claimed_at,
          o.busy + row_number() over (partition by o.lane order by q.score, q.id) as lane_turn
        from open o cross join lateral (
          select j.id, j.run_id, j.limit_keys, j.limits, j.score from engine.job j
          where j.state = 'ready' and j.lane = o.lane order by j.score, j.id limit least(p_limit, o.free)
        ) q
        where o.place <= p_limit
      )
      select o.*, coalesce(b.n, 0) + row_number() over (
          partition by o.function_id order by o.lane_turn, o.claimed_at nulls first, o.score, o.id) as turn
      from offered o left join (select b.function_id, sum(b.n) as n from busy b group by 1) b using (function_id)
      order by turn, o.score, o.id
    loop
      exit when cardinality(claimed) + cardinality(chosen) >= p_limit;
      if cardinality(candidate.limit_keys) > 0 then
        if engine.free_slots(candidate.limit_keys, candidate.limits, used) <= 0 then
          passed_over := true;
          continue;
        end if;
        select used || jsonb_object_agg(k.key, coalesce((used ->> k.key)::int, 0) + 1) into used
        from unnest(candidate.limit_keys) k(key);
      end if;
      chosen := chosen || candidate.id;
    end loop;

    -- A run that is locked is about to change; whoever changes it claims after that.
    with locked as materialized (
      select r.id, r.status from engine.run r
      where r.id in (select j.run_id from engine.job j where j.id = any(chosen)) for no key update skip locked
    ), taken as (
      update engine.job j
      set state = 'claimed', generation = j.generation + 1, claimed_by = p_process, claimed_at = clock_timestamp()
      where j.id = any(chosen) and j.state = 'ready' and j.run_id in (select id from locked) returning j.id, j.lane
    ), turned as (
      insert into engine.lane as l (lane, claimed_at) select t.lane, max(clock_timestamp()) from taken t group by 1
      on conflict (lane) do update set claimed_at = excluded.claimed_at
    ), started as (
      update engine.run r set status = 'running', started_at = clock_timestamp(),
        cancel_at = clock_timestamp() + r.finish_timeout_ms * interval '1 ms'
      from locked where r.id = locked.id and locked.status = 'queued'
    )
    select array_agg(t.id) into got from taken t;
    claimed := claimed || array(
      select c.id from unnest(chosen) with ordinality c(id, place) where c.id = any(got) order by c.place);
    -- What shares a key with a job just chosen may have hidden lanes that do not: they get another look.
    exit when got is null or not passed_over or cardinality(claimed) >= p_limit;
  end loop;

  if claimed = '{}' then
    delete from engine.lane l where l.claimed_at < clock_timestamp() - interval '1 hour';
    return;
  end if;
  -- Loaded here and not by the caller's query, whose snapshot would be older than this claim.
  return query
  select j.id, j.generation, j.kind, j.step_id, j.attempt, j.losses, r.id, r.function_id, r.request_version, e.body,
    case when r.state_bytes <= p_inline_bytes then s.steps else '{}' end, s.stack, r.state_bytes > p_inline_bytes
  from unnest(claimed) with ordinality c(id, place)
  join engine.job j on j.id = c.id join engine.run r on r.id = j.run_id
  join engine.event e on e.id = r.event_id and e.name = r.event_name
  cross join lateral (
    select coalesce(array_agg(s.id order by s.position), '{}') as stack,
      case when r.state_bytes <= p_inline_bytes then coalesce(json_object_agg(s.id, s.output), '{}') end as steps
    from engine.step s where s.run_id = r.id
  ) s
  order by c.place;
end $$;

-- As before; in the same commit that stores an answer, what can be claimed next is claimed. p_claim 0 claims nothing.
create function engine.advance_and_claim(p_process int, p_job bigint, p_generation int, p_run text, p_steps json,
  p_outputs text[], p_plans json, p_invocations json, p_bodies text[], p_version int, p_max_steps int,
  p_max_bytes bigint, p_claim int, p_inline_bytes bigint)
returns table (result text, job_id bigint, generation int, kind text, step_id text, attempt int, losses int,
               run_id text, function_id text, request_version int, event json, steps json, stack text[], use_api boolean)
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
`;
