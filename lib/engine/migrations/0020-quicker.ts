import { fairClaim } from './0013-fair-claim.ts';
import { deliveries } from './0015-deliveries.ts';
import { changed } from './changed.ts';

/** What 500 parallel steps of a run, and what a product that was killed again and again, waited for. */
export const quicker = /* sql */ `
-- How many steps of the run were stored when this step was planned. Its call needs no others: with these the function
-- met it, and so it does again. So what the calls of many parallel steps carry does not grow with those that are done.
alter table engine.job add column known_steps int;

-- Who was where this engine is, where only one can be at a time: see the owner in lib/engine/liveness.ts.
alter table engine.process add column owner text;

${changed(fairClaim, {
  from: 'create function engine.claim(',
  to: '-- As before; in the same commit that stores an answer',
  lines: [
    [
      'from engine.step s where s.run_id = r.id\n',
      'from engine.step s where s.run_id = r.id and (j.known_steps is null or s.position <= j.known_steps)\n',
    ],
  ],
})}

${changed(deliveries, {
  from: 'create or replace function engine.advance(',
  to: '',
  lines: [
    [
      'state, due_at, score, lane, limit_keys, limits)',
      'state, due_at, score, lane, limit_keys, limits, known_steps)',
    ],
    [
      'run.score, run.lane, run.limit_keys, run.limits\n',
      `run.score, run.lane, run.limit_keys, run.limits,
    case when p.kind = 'step' then (select r.step_count from engine.run r where r.id = p_run) end\n`,
    ],
  ],
})}

-- As before. A suspect that has stored a step is none any more: what it does next is another step, and the next suspect may
-- begin. 'freed' says so.
create or replace function engine.checkpoint(p_job bigint, p_generation int, p_run text, p_steps json,
                                             p_outputs text[], p_max_steps int, p_max_bytes bigint)
returns text language plpgsql as $$
declare
  run engine.run;
  job engine.job;
begin
  select * into run from engine.run r where r.id = p_run and r.ended_at is null for no key update;
  if not found then return 'stale'; end if;
  select * into job from engine.job j
  where j.id = p_job and j.run_id = p_run and j.generation = p_generation and j.state = 'claimed';
  if not found then return 'stale'; end if;
  if run.step_count + json_array_length(p_steps) > p_max_steps then return 'too many steps'; end if;
  if run.state_bytes + octet_length(array_to_string(p_outputs, '')) > p_max_bytes then return 'state too large'; end if;
  perform engine.memoize_all(p_run, p_steps, p_outputs);
  if 'suspect' = any(job.limit_keys) then
    update engine.job j set attempt = 0, losses = 0, lane = run.lane, limit_keys = run.limit_keys, limits = run.limits
    where j.id = p_job;
    perform engine.wake();
    return 'freed';
  end if;
  update engine.job set attempt = 0, losses = 0 where id = p_job and (attempt > 0 or losses > 0);
  return 'done';
end $$;

-- Publishes frames in one commit, each on its channel and in the name of a run where one is given. Frames that fit go
-- together in one notification, a line each; their order is kept.
create function engine.publish_all(p_runs text[], p_channels text[], p_frames text[]) returns void language plpgsql as $$
declare
  frame text;
  lines text := '';
begin
  insert into engine.run_channel (run_id, channel)
  select distinct r.id, p.channel from unnest(p_runs, p_channels) p(run, channel)
  join engine.run r on r.id = p.run and r.ended_at is null
  on conflict do nothing;
  foreach frame in array p_frames loop
    if lines <> '' and octet_length(lines) + octet_length(frame) >= 7899 then
      perform engine.tell(lines);
      lines := '';
    end if;
    if octet_length(frame) >= 7900 then perform engine.tell(frame);
    else lines := lines || case when lines = '' then '' else chr(10) end || frame;
    end if;
  end loop;
  if lines <> '' then perform engine.tell(lines); end if;
end $$;
`;
