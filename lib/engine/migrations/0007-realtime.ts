import { environmentId, notifyChannel } from '../realtime/frame.ts';

/** Publishing; what a frame is stands in lib/engine/realtime/frame.ts. */
export const realtime = /* sql */ `
-- Frames too large for a notification, kept for as long as it takes the engines to fetch them.
create table engine.message (
  id         bigint generated always as identity primary key,
  frame      text not null,
  created_at timestamptz not null default clock_timestamp()
);

-- Where a run has published, so that its end is told there.
create table engine.run_channel (
  run_id  text not null references engine.run (id) on delete cascade,
  channel text not null,
  primary key (run_id, channel)
);

-- Tells every engine of a frame: by a notification, which holds less than 8000 bytes, or by the id it is stored under.
create function engine.tell(p_frame text) returns void language plpgsql as $$
declare
  message_id bigint;
begin
  if octet_length(p_frame) < 7900 then
    perform pg_notify('${notifyChannel}', p_frame);
  else
    insert into engine.message (frame) values (p_frame) returning id into message_id;
    perform pg_notify('${notifyChannel}', message_id::text);
  end if;
end $$;

-- Publishes frames on a channel, in the name of a run where one is given.
create function engine.publish(p_run text, p_channel text, p_frames text[]) returns void language plpgsql as $$
begin
  insert into engine.run_channel (run_id, channel)
  select r.id, p_channel from engine.run r where r.id = p_run and r.ended_at is null
  on conflict do nothing;
  perform engine.tell(frame) from unnest(p_frames) frame;
end $$;

-- Tells the end of a run, with its output, on each channel where it has published; in the commit that ends it.
create function engine.tell_end() returns trigger language plpgsql as $$
begin
  perform engine.tell(json_build_object(
    'kind', 'run', 'channel', c.channel, 'run_id', new.id, 'env_id', '${environmentId}',
    'created_at', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', json_build_object('status', new.status, 'result', new.output))::text)
  from engine.run_channel c where c.run_id = new.id;
  return null;
end $$;
create trigger run_tells_end after update of ended_at on engine.run for each row
when (old.ended_at is null and new.ended_at is not null) execute function engine.tell_end();
`;
