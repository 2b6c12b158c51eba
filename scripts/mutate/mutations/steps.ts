import type { Mutation } from '../mutation.ts';

const watch = ['inngest/watch-job.db.test.ts'];
const run = ['inngest/run-job.db.test.ts'];
const outage = ['inngest/outage.db.test.ts'];
const calls = ['lib/models/record-calls.test.ts'];

/** A step at work: when it lets go, how long it waits, what is paid for. */
export const steps: readonly Mutation[] = [
  {
    what: 'a call is made beyond the budget',
    in: 'lib/jobs/budget-meter.ts',
    find: 'if (!(await mayBegin)) throw',
    replace: 'if ((await mayBegin) === null) throw',
    tests: ['inngest/jobs/budget.db.test.ts'],
  },
  {
    what: 'a step hears of a cancel by its notification alone',
    in: 'inngest',
    find: 'setInterval(look, pollMs)',
    replace: 'setInterval(() => {}, pollMs)',
    tests: watch,
  },
  {
    what: 'a step hears of a cancel by looking alone',
    in: 'inngest',
    find: "if (type === 'job-cancelled' || type === 'job-failed') abort",
    replace: 'if (false) abort',
    tests: watch,
  },
  {
    what: 'a cancel does not reach the step',
    in: 'inngest',
    find: 'controller.abort(error);',
    replace: '',
    tests: watch,
  },
  {
    what: 'a step hears that it should finish now by looking alone',
    in: 'inngest',
    find: "if (type === 'warning') void look();",
    replace: '',
    tests: watch,
    harmless: 'the row is looked at every second: it is heard later, and heard',
  },
  {
    what: 'a watch goes on after its step',
    in: 'inngest',
    find: 'clearInterval(poll);',
    replace: '',
    tests: watch,
  },
  {
    what: 'the deadline of a job does not end its step',
    in: 'inngest',
    find: "() => abort(new AppError('deadline_exceeded'))",
    replace: '() => {}',
    tests: ['inngest/jobs/research.db.test.ts'],
  },
  {
    what: 'a step does not wait as long as it was told',
    in: 'inngest',
    find: 'error.retryAfterSeconds ?? 2 ** attempt',
    replace: '2 ** attempt',
    tests: run,
  },
  {
    what: 'a step that can never succeed is tried again',
    in: 'inngest',
    find: 'if (!error.retryable || isLastAttempt) {',
    replace: 'if (isLastAttempt) {',
    tests: run,
  },
  {
    what: 'what went wrong inside is told to users',
    in: 'lib/errors.ts',
    find: "new AppError('internal', undefined, { cause: thrown })",
    replace: "new AppError('internal', String(thrown), { cause: thrown })",
    tests: run,
  },
  {
    what: 'an answer of a model is paid for again when its step runs again',
    in: 'lib/models',
    find: 'if (stored) return stored;',
    replace: '',
    tests: calls,
  },
  {
    what: 'a streamed answer of a model is paid for again when its step runs again',
    in: 'lib/models',
    find: 'if (stored) return { stream: streamAnswer(stored) };',
    replace: '',
    tests: calls,
  },
  {
    what: "a job's answers are given to another job",
    in: 'lib/jobs',
    find: "where: { jobId, ...key, outcome: 'answered' },\n    select",
    replace: "where: { ...key, outcome: 'answered' },\n    select",
    tests: ['lib/jobs/model-calls.db.test.ts'],
  },
  {
    what: 'an answer that cannot be stored goes with its step',
    in: 'inngest',
    find: 'outlastOutage(() => saveCall(db, { id, jobId, ...record }), { patienceMs: heldMs })',
    replace: 'saveCall(db, { id, jobId, ...record })',
    tests: outage,
  },
  {
    what: 'two runs of a step make the same call side by side',
    in: 'inngest',
    find: 'other?.atWork; other',
    replace: 'other?.answer; other',
    tests: outage,
  },
  {
    what: 'a step fails where the database is away for a moment',
    in: 'inngest',
    find: 'const db = patientDb(workDb, { signal: watch.signal, patienceMs });',
    replace: 'const db = workDb;',
    tests: outage,
  },
  {
    what: 'a database whose connections break counts as a fault of ours',
    in: 'lib/db.ts',
    find: ' || awayWords.test(String(message))',
    replace: '',
    tests: ['lib/db.db.test.ts'],
  },
  {
    what: 'the deadline of a step is by the clock of its machine',
    in: 'inngest',
    find: 'overtimeSeconds * 1000 - clock(),',
    replace: 'overtimeSeconds * 1000 - Date.now(),',
    tests: ['inngest/clock.db.test.ts'],
  },
  {
    what: "the shares of a job's time are by the clock of its machine",
    in: 'inngest/steps',
    find: 'startedAt.getTime()) - clock();',
    replace: 'startedAt.getTime()) - Date.now();',
    tests: ['inngest/clock.db.test.ts'],
  },
];
