/**
 * An engine that reaches Postgres only through a pool in transaction mode can hold no lock of a session: its lease alone
 * says that it lives. The rest of `engine.reclaim`, whichever of its forms there is, stays as it was.
 */
export const withoutLocks = /* sql */ `
alter table engine.process add column holds_lock boolean not null default true;
do $$
declare
  form record;
begin
  for form in select pg_get_functiondef(p.oid) as text from pg_proc p
    where p.proname = 'reclaim' and p.pronamespace = 'engine'::regnamespace loop
    if form.text not like '%(l.objid is not null or %' then
      raise exception 'engine.reclaim does not ask for a lock any more';
    end if;
    execute replace(form.text, '(l.objid is not null or ', '(l.objid is not null or not p.holds_lock or ');
  end loop;
end $$;
`;
