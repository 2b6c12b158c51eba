import type { Mutation } from '../mutation.ts';

const tests = ['lib/jobs/jobs.db.test.ts'];
const run = ['lib/jobs/job-run.db.test.ts'];
const outbox = ['lib/jobs/outbox.db.test.ts'];
const erase = ['app/api/v1/jobs/route.db.test.ts'];
const canary = ['app/api/v1/jobs/erase.db.test.ts'];

/** Rows, events, outbox: what may change, and what never does. */
export const jobs: readonly Mutation[] = [
  {
    what: 'a job that has ended is completed, cancelled or fails',
    in: 'lib/jobs',
    find: " AND status IN ('pending', 'in_progress', 'waiting') FOR UPDATE",
    replace: ' FOR UPDATE',
    tests,
  },
  {
    what: 'a job is started twice',
    in: 'lib/jobs',
    find: " AND status = 'pending'`;",
    replace: '`;',
    tests,
  },
  {
    what: 'a run takes a job whose run was seen after another was asked for',
    in: 'lib/jobs/jobs.ts',
    find: ' AND run_asked_at IS NOT NULL`;',
    replace: '`;',
    tests: run,
  },
  {
    what: 'a run that was asked for earlier takes a job from one that was asked for later',
    in: 'lib/jobs/jobs.ts',
    find: 'AND run_fence = ${fence} ',
    replace: 'AND ${fence}::int >= 0 ',
    tests: run,
  },
  {
    what: 'a run that another has followed counts as the run of its job',
    in: 'lib/jobs/job-run.ts',
    find: ' AND run_id = ${runId} AND status',
    replace: ' AND ${runId}::text IS NOT NULL AND status',
    tests: run,
  },
  {
    what: 'a run that an engine lost is followed by none',
    in: 'inngest/process/recover-runs.ts',
    find: "state === 'unknown_to_engine' || ",
    replace: '',
    tests: ['inngest/process/recover-runs.db.test.ts'],
  },
  {
    what: 'progress falls',
    in: 'lib/jobs',
    find: 'progress = GREATEST(progress, ',
    replace: 'progress = LEAST(1, ',
    tests,
  },
  {
    what: 'the clock of a job goes on while its plan waits',
    in: 'lib/jobs',
    find: 'deadline_at = deadline_at + (now() - waiting_since), ',
    replace: '',
    tests,
  },
  {
    what: 'a plan is approved while the job does not wait',
    in: 'lib/jobs',
    find: "if (locked?.status !== 'waiting')",
    replace: 'if (!locked)',
    tests,
  },
  {
    what: 'an idempotency key answers for another body',
    in: 'lib/jobs',
    find: 'if (row.body_hash !== bodyHash) throw',
    replace: 'if (false) throw',
    tests,
  },
  {
    what: 'an idempotency key never expires',
    in: 'lib/jobs',
    find: "interval '24 hours' THEN EXCLUDED.job_id",
    replace: "interval '24 years' THEN EXCLUDED.job_id",
    tests,
  },
  {
    what: 'an idempotency key counts for all users',
    in: 'lib/jobs',
    find: '...idempotency, userId: job.userId,',
    replace: "...idempotency, userId: 'all',",
    tests,
  },
  {
    what: 'a key that comes again leaves a gap in the log',
    in: 'prisma/migrations/20261124060000_jobs/migration.sql',
    find: 'IF FOUND THEN RETURN NULL; END IF;',
    replace:
      'IF FOUND THEN UPDATE job SET last_seq = last_seq + 1 WHERE job_id = p_job; RETURN NULL; END IF;',
    tests,
  },
  {
    what: 'the log of a job that has ended takes more events',
    in: 'prisma/migrations/20261124060000_jobs/migration.sql',
    find: ' AND NOT p_ends THEN RETURN NULL',
    replace: ' AND false THEN RETURN NULL',
    tests,
  },
  {
    what: 'numbers of the log are given without holding the row',
    in: 'prisma/migrations/20261124060000_jobs/migration.sql',
    find: 'SELECT status INTO v_status FROM job WHERE job_id = p_job FOR UPDATE;',
    replace: 'SELECT status INTO v_status FROM job WHERE job_id = p_job;',
    tests,
  },
  {
    what: 'reading a log after a seq gives that event once more',
    in: 'lib/jobs',
    find: 'seq: { gt: after }',
    replace: 'seq: { gte: after }',
    tests: ['lib/log-stream/event-stream.db.test.ts'],
  },
  {
    what: 'what the engine refused is marked as sent',
    in: 'lib/jobs',
    find: 'data: row.data })));',
    replace: 'data: row.data }))).catch(() => {});',
    tests: outbox,
  },
  {
    what: 'two processes send the same events of the outbox',
    in: 'lib/jobs/outbox.ts',
    find: ' FOR UPDATE SKIP LOCKED',
    replace: '',
    tests: outbox,
  },
  {
    what: 'erasing a job leaves the texts of its pages',
    in: 'lib/jobs',
    find: 'SELECT snapshot_id AS id FROM source WHERE job_id = ANY(${ids}::uuid[]) AND',
    replace: 'SELECT snapshot_id AS id FROM source WHERE false AND',
    tests: erase,
  },
  {
    what: 'erasing a job takes pages from under another',
    in: 'lib/jobs',
    find: 'AND NOT EXISTS (SELECT 1 FROM source WHERE source.snapshot_id = snapshot.id)',
    replace: '',
    tests: erase,
  },
  {
    what: 'erasing a job leaves what its models answered',
    in: 'lib/jobs',
    find: 'SET answer = NULL, error = NULL,',
    replace: 'SET error = NULL,',
    tests: erase,
  },
  {
    what: 'erasing a job leaves the message that asked for it',
    in: 'lib/jobs',
    find: "UPDATE turn SET text = ''",
    replace: 'UPDATE turn SET text = text',
    tests: canary,
  },
  {
    what: 'erasing a job leaves its runs in the engine',
    in: 'inngest/process',
    find: '    await finishErasures(db, forget);\n',
    replace: '',
    tests: canary,
  },
  {
    what: 'the cost of a call is lost with its job when the job is erased meanwhile',
    in: 'lib/jobs',
    find: "if (code === 'P2003') {",
    replace: "if (code === 'P2003') return;\n    if (code === 'none') {",
    tests: canary,
  },
  {
    what: 'events of jobs that still wait go with age',
    in: 'lib/jobs',
    find: "WHERE job_id = (o.data->>'job_id')::uuid AND completed_at IS NULL)",
    replace: 'WHERE false)',
    tests: ['lib/jobs/remove-old-rows.db.test.ts'],
  },
];
