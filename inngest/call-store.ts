import type { Db } from '#lib/db.ts';
import { updateUsage } from '#lib/jobs/count-usage.ts';
import { discardAnswer, findAnswer, saveCall } from '#lib/jobs/model-calls.ts';
import type { Answer } from '#lib/models/answer.ts';
import type { CallStore } from '#lib/models/call-store.ts';

/** The ledger of one job as the models see it. */
export function callStore(db: Db, jobId: string): CallStore {
  return {
    find: async (key) => (await findAnswer(db, { jobId, ...key })) as Answer | null,
    async save(record) {
      await saveCall(db, { jobId, ...record });
      // A call may end after its job has.
      await updateUsage(db, { jobId });
    },
    discard: (key) => discardAnswer(db, { jobId, ...key }),
  };
}
