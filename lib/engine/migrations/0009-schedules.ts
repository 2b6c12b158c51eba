/** When functions run by themselves. */
export const schedules = /* sql */ `
-- The next time of each schedule; what it means stands in the function's registration.
create table engine.schedule (
  function_id text not null,
  cron        text not null,
  due_at      timestamptz not null,
  primary key (function_id, cron)
);
create index schedule_due on engine.schedule (due_at);

-- Starts what a schedule asks for at one time, and sets its next time, in one commit: of several engines one does.
create function engine.fire_schedule(p_function text, p_cron text, p_due timestamptz, p_next timestamptz,
                                     p_events json, p_bodies text[]) returns json language plpgsql as $$
begin
  update engine.schedule s set due_at = p_next
  where s.function_id = p_function and s.cron = p_cron and s.due_at = p_due;
  if not found then return null; end if;
  return engine.accept(p_events, p_bodies);
end $$;
`;
