/** Who may be taken for an engine that hangs in the middle of a claim. The rest of `engine.reclaim` stays as it was. */
export const patience = /* sql */ `
-- A claim that only waited for its turn for so long, and is at work now, is left alone: what hangs waits for its client,
-- for the next statement or to be rid of an answer.
do $patch$
declare
  body text;
  before constant text := 'a.xact_start < clock_timestamp() - interval ''15 seconds''';
begin
  for body in select pg_get_functiondef(p.oid) from pg_proc p
    where p.proname = 'reclaim' and p.pronamespace = 'engine'::regnamespace loop
    if position(before in body) = 0 then
      raise exception 'engine.reclaim looks for hanging claims in another way now';
    end if;
    execute replace(body, before, before || ' and (a.state <> ''active'' or a.wait_event_type = ''Client'')');
  end loop;
end $patch$;
`;
