/** Runs that go ahead: somebody waits for them, which may become known after they were queued. */
export const ahead = /* sql */ `
alter table engine.run add column ahead boolean not null default false;

-- Lets the runs of an event go ahead of the others of their function and keys, or back among them: they get a lane of
-- their own, and lanes take turns. So whatever is ahead goes before all that is not, but for every second turn, and
-- neither is ever held up by the other for good. Slots are counted by keys, which stay. Returns how many runs of the event
-- are not over.
create function engine.go_ahead(p_event text, p_ahead boolean) returns int language plpgsql as $$
declare
  open text[];
  changed record;
begin
  select coalesce(array_agg(o.id), '{}') into open from (
    select r.id from engine.run r where r.event_id = p_event and r.ended_at is null order by r.id for no key update) o;
  for changed in
    update engine.run r set ahead = p_ahead,
      lane = case when p_ahead then r.lane || '|ahead' else left(r.lane, -length('|ahead')) end
    where r.id = any(open) and r.ahead <> p_ahead returning r.id, r.lane
  loop
    -- A suspect stays one.
    update engine.job j set lane = changed.lane || case when 'suspect' = any(j.limit_keys) then '|suspect' else '' end
    where j.run_id = changed.id;
  end loop;
  return cardinality(open);
end $$;
`;
