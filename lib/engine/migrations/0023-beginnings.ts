/**
 * Events and runs are also looked for by how the id of their event begins, which an index in the order of a language does
 * not answer. These answer equality too, as the old ones did.
 */
export const beginnings = /* sql */ `
alter table engine.event drop constraint event_pkey;
create unique index event_id on engine.event (id text_pattern_ops, name);
drop index engine.run_event;
create index run_event on engine.run (event_id text_pattern_ops);
`;
