import type { Database } from '../database.ts';

export const statuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** A run as a line of the list. */
export type RunLine = {
  id: string;
  function_id: string;
  event_name: string;
  status: Status;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

/** A text that may have been cut, and how long it was where that is known. */
export type CutText = { text: string; bytes?: number };

export type RunDetail = RunLine & {
  event_id: string;
  event: CutText;
  output: CutText | null;
  parent_run: string | null;
  now: Date;
};
export type StoredStep = {
  id: string;
  name: string;
  op: string;
  attempt: number;
  started_at: Date | null;
  ended_at: Date;
  output: CutText;
  input: string | null;
};
export type StoredJob = {
  kind: string;
  step_id: string;
  name: string;
  state: 'waiting' | 'ready' | 'claimed';
  attempt: number;
  created_at: Date;
  claimed_at: Date | null;
  due_at: Date | null;
  wait_event: string | null;
  wait_if: string | null;
};
export type StoredAttempt = {
  step_id: string;
  name: string;
  attempt: number;
  error: { name: string; message: string; stack?: string };
  started_at: Date | null;
  ended_at: Date;
};
export type Child = { id: string; parent_step: string };
export type RunParts = {
  run: RunDetail;
  steps: StoredStep[];
  jobs: StoredJob[];
  attempts: StoredAttempt[];
  children: Child[];
};

export const pageSize = 50;
const runChars = 100_000;
const stepChars = 4000;
/** So much of all steps together; of each the least is shown, however many there are. */
const [allStepsChars, leastStepChars] = [200_000, 100];
const shownAttempts = 100;

/** The runs of a page, the newest first, and whether there are older ones. */
export async function readRuns(
  database: Database,
  { status, functionId, before }: { status?: Status; functionId?: string; before?: string },
): Promise<{ runs: RunLine[]; hasMore: boolean; now: Date }> {
  const rows = await database.query<RunLine & { now: Date }>(
    `select id, function_id, event_name, status, created_at, started_at, ended_at, clock_timestamp() as now
     from engine.run
     where ($1::text is null or status = $1) and ($2::text is null or function_id = $2) and ($3::text is null or id < $3)
     order by id desc limit $4`,
    [status ?? null, functionId ?? null, before ?? null, pageSize + 1],
  );
  return { runs: rows.slice(0, pageSize), hasMore: rows.length > pageSize, now: rows[0]?.now ?? new Date() };
}

/** All there is to show of a run; undefined when there is no such run. Texts are cut, and nothing looks into them. */
export async function readRunParts(database: Database, runId: string): Promise<RunParts | undefined> {
  const [runs, steps, jobs, attempts, children] = await Promise.all([
    database.query<RunDetail>(
      `select r.id, r.function_id, r.event_id, r.event_name, r.status, r.created_at, r.started_at, r.ended_at,
         r.parent_run, clock_timestamp() as now, ${cut('e.body', runChars)} as event,
         case when r.output is not null then ${cut('r.output', runChars)} end as output
       from engine.run r join engine.event e on e.id = r.event_id and e.name = r.event_name where r.id = $1`,
      [runId],
    ),
    database.query<StoredStep>(
      `select s.id, s.name, s.op, s.attempt, s.started_at, s.ended_at, left(s.input, share.chars) as input,
         json_build_object('text', left(s.output::text, share.chars), 'bytes', s.bytes) as output
       from engine.step s, (
         select greatest($2, least($3, $4 / greatest(1, r.step_count)))::int as chars from engine.run r where r.id = $1
       ) share
       where s.run_id = $1 order by s.position`,
      [runId, leastStepChars, stepChars, allStepsChars],
    ),
    database.query<StoredJob>(
      `select kind, step_id, name, state, attempt, created_at, claimed_at, due_at, wait_event, wait_if
       from engine.job where run_id = $1 order by id`,
      [runId],
    ),
    database.query<StoredAttempt>(
      `select * from (
         select id, step_id, name, attempt, error, started_at, ended_at from engine.attempt where run_id = $1
         order by id desc limit $2) latest
       order by id`,
      [runId, shownAttempts],
    ),
    database.query<Child>('select id, parent_step from engine.run where parent_run = $1', [runId]),
  ]);
  const run = runs[0];
  return run && { run, steps, jobs, attempts, children };
}

/** JSON text goes out inside of JSON: as text, since only the app may look into it. */
const cut = (column: string, chars: number) =>
  `json_build_object('text', left(${column}::text, ${chars}), 'bytes', octet_length(${column}::text))`;
