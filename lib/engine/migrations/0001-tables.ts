/** The tables of the engine; what a run's states mean stands in lib/engine/README.md. */
export const tables = /* sql */ `
create table engine.function (
  id         text primary key,
  app        text not null,
  config     json not null,
  archived   boolean not null default false,
  synced_at  timestamptz not null default clock_timestamp()
);

-- An accepted event, as the app will see it. Payloads are json and not jsonb, and nothing here looks into them: text
-- from outside may hold \\u0000 or half a surrogate pair, which only json takes, and only as long as it is not read.
create table engine.event (
  id          text not null,
  name        text not null,
  body        json not null,
  -- false until waits and cancellations that match it have been dealt with
  delivered   boolean not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (id, name)
);
create index event_undelivered on engine.event (received_at) where not delivered;
create index event_received on engine.event (received_at);

create table engine.run (
  id                text primary key,
  function_id       text not null,
  event_id          text not null,
  event_name        text not null,
  -- a second event with the same id, or the same idempotency key, makes no second run
  dedupe_key        text not null,
  status            text not null default 'queued'
                    check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  -- order among the jobs of a lane: creation in ms, less the seconds of priority
  score             bigint not null,
  -- jobs of one lane have the same function and the same concurrency keys
  lane              text not null,
  limit_keys        text[] not null,
  limits            int[] not null,
  request_version   int not null default -1,
  step_count        int not null default 0,
  state_bytes       bigint not null default 0,
  output            json,
  -- when timeouts.start or timeouts.finish ends it
  cancel_at         timestamptz,
  finish_timeout_ms bigint,
  -- what cancelOn compares, where it compares one value: event, path and value
  cancel_keys       text[] not null default '{}',
  -- the step of another run that invoked this one and waits for it
  parent_run        text,
  parent_step       text,
  created_at        timestamptz not null default clock_timestamp(),
  started_at        timestamptz,
  ended_at          timestamptz,
  check ((ended_at is not null) = (status in ('completed', 'failed', 'cancelled'))),
  unique (function_id, dedupe_key)
);
create index run_event on engine.run (event_id);
create index run_active on engine.run (function_id) where ended_at is null;
create index run_cancel_at on engine.run (cancel_at) where ended_at is null and cancel_at is not null;
create index run_ended on engine.run (ended_at) where ended_at is not null;

-- A memoized step: output is exactly what the SDK finds under its hash.
create table engine.step (
  run_id     text not null references engine.run on delete cascade,
  id         text not null,
  position   int not null,
  op         text not null,
  name       text not null,
  output     json not null,
  bytes      int not null,
  attempt    int not null default 0,
  started_at timestamptz,
  ended_at   timestamptz not null default clock_timestamp(),
  primary key (run_id, id)
);

-- What a run does next. A run that is not over has at least one: a call that discovers, or planned operations.
create table engine.job (
  id          bigint generated always as identity primary key,
  run_id      text not null references engine.run on delete cascade,
  function_id text not null,
  kind        text not null check (kind in ('call', 'step', 'sleep', 'wait', 'invoke')),
  -- 'step' for a call that discovers, else the hash of the operation
  step_id     text not null,
  name        text not null default '',
  wait_event  text,
  wait_if     text,
  state       text not null check (state in ('waiting', 'ready', 'claimed')),
  due_at      timestamptz,
  score       bigint not null,
  lane        text not null,
  limit_keys  text[] not null,
  limits      int[] not null,
  attempt     int not null default 0,
  -- counts claims: the fence that keeps a late answer out
  generation  int not null default 0,
  claimed_by  bigint,
  claimed_at  timestamptz,
  created_at  timestamptz not null default clock_timestamp(),
  unique (run_id, step_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index job_ready on engine.job (lane, score, id) where state = 'ready';
create index job_due on engine.job (due_at) where state = 'waiting' and due_at is not null;
create index job_claimed on engine.job (claimed_by) where state = 'claimed';
create index job_wait on engine.job (wait_event) where kind = 'wait';

-- An engine process. It also holds a session advisory lock with its id, which Postgres drops with the connection.
create table engine.process (
  id          int generated always as identity primary key,
  alive_until timestamptz not null,
  started_at  timestamptz not null default clock_timestamp()
);
`;
