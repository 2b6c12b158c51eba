/** Only an event that is to be delivered needs its mark. */
export const marks = /* sql */ `
alter table engine.event alter column wait_mark set default 0;
create function engine.mark_event() returns trigger language plpgsql as $$
begin
  select s.last_value into new.wait_mark from engine.job_id_seq s;
  return new;
end $$;
create trigger event_is_marked before insert on engine.event for each row
when (not new.delivered) execute function engine.mark_event();
`;
