/**
 * What is done for every event and step is planned once a connection, by the indexes, whatever the tables hold: with many
 * runs that are over Postgres planned a claim anew each time, which cost five times what the claim does, and a plan that was
 * made while the tables were small went on reading them as a whole when they were not. `create or replace` forgets
 * the settings of a function, so whoever writes one of these anew gives them again (steady-plans.db.test.ts).
 */
export const steadyPlans = /* sql */ `
-- Its condition is put in words that only the question for all runs of a function uses: whoever asks for one run by its id,
-- unless it is over, must not go through all that are not.
drop index engine.run_active;
create index run_open on engine.run (function_id) where coalesce(ended_at, 'infinity') = 'infinity';

do $$
declare
  name text;
begin
  for name in select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'engine'::regnamespace and p.proname in ('accept', 'claim', 'advance', 'advance_and_claim',
      'checkpoint', 'finish', 'retry_and_keep', 'release')
  loop
    execute 'alter function ' || name || ' set plan_cache_mode = force_generic_plan set enable_seqscan = off';
  end loop;
end $$;
`;
