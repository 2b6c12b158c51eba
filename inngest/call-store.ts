import { v7 as uuidv7 } from 'uuid';
import type { Db } from '#lib/db.ts';
import { updateUsage } from '#lib/jobs/count-usage.ts';
import { discardAnswer, findAnswer, saveCall } from '#lib/jobs/model-calls.ts';
import type { Answer } from '#lib/models/answer.ts';
import type { CallKey, CallStore } from '#lib/models/call-store.ts';
import { outlastOutage } from '#lib/patient-db.ts';

/** How long an answer is kept in memory for a database that is away: longer than anybody would wait for a restart. */
const heldMs = 15 * 60_000;
/** How long a call whose step is over is waited for by the same step when it runs again. */
const orphanMs = 60_000;

/** Calls of this process that are at work or whose answers are not stored yet, by job and call. */
const open = new Map<string, OpenCall>();
type OpenCall = {
  answer: Answer | null;
  atWork: boolean;
  over: Promise<void>;
  saved: Promise<void>;
  end: () => void;
};

/**
 * The ledger of one job as the models see it, for one run of a step. `find` answers null once for a call: who is told so
 * makes it, and whoever asks for the same call meanwhile (the step was given up and runs again) waits for its end. An
 * answer that cannot be stored, since the database is away, is kept in memory and stored when that is back, also when
 * its step has failed by then: nothing that is paid for is bought again. `close` when the step is over.
 */
export function callStore(
  db: Db,
  jobId: string,
  { signal }: { signal?: AbortSignal } = {},
): CallStore & { close(): void } {
  const mine = new Set<OpenCall>();
  const nameOf = ({ step, call, inputHash }: CallKey) => `${jobId} ${call} ${inputHash} ${step}`;

  return {
    async find(key) {
      const name = nameOf(key);
      for (let other = open.get(name); other?.atWork; other = open.get(name)) {
        await untilAborted(other.over, signal);
      }
      const held = open.get(name);
      if (held?.answer) return held.answer;
      const call = openCall(name);
      mine.add(call);
      const stored = (await findAnswer(db, { jobId, ...key }).catch((error) => {
        call.end();
        throw error;
      })) as Answer | null;
      if (stored) call.end();
      return stored;
    },
    async save(record) {
      const name = nameOf(record);
      const call = open.get(name);
      const id = uuidv7();
      if (call && record.outcome === 'answered') call.answer = record.answer;
      const saving = outlastOutage(() => saveCall(db, { id, jobId, ...record }), { patienceMs: heldMs });
      // From here on its answer can be had, from memory or from the ledger.
      if (call?.answer) call.end();
      const saved = saving.finally(() => {
        call?.end();
        if (open.get(name) === call) open.delete(name);
      });
      saved.catch(() => {});
      if (call) call.saved = saved;
      // A call may end after its job has.
      await untilAborted(
        saved.then(() => updateUsage(db, { jobId })),
        signal,
      );
    },
    async discard(key) {
      const held = open.get(nameOf(key));
      if (held) {
        held.answer = null;
        await untilAborted(held.saved, signal);
      }
      await discardAnswer(db, { jobId, ...key });
    },
    release: (key) => open.get(nameOf(key))?.end(),
    close() {
      const left = [...mine].filter(({ atWork }) => atWork);
      if (left.length > 0) setTimeout(() => left.map((call) => call.end()), orphanMs).unref();
    },
  };
}

function openCall(name: string): OpenCall {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const call: OpenCall = {
    answer: null,
    atWork: true,
    over,
    saved: Promise.resolve(),
    end() {
      call.atWork = false;
      if (!call.answer && open.get(name) === call) open.delete(name);
      resolve();
    },
  };
  open.set(name, call);
  return call;
}

/** How long what is being stored is still waited for when a step has to end. */
const graceMs = 5_000;

/** Waits for work, but not much longer than the step may take; the work goes on. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const abort = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
  });
}
