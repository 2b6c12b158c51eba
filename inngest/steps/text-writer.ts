import type { StageContext } from '#inngest/stage.ts';

const coalesceMs = 50;

/**
 * Tells a text as it is written: deltas are put together for at most 50 ms or to the end of a sentence. When an
 * earlier try of the step left an unfinished text, the text starts again behind a `text-reset`; so the deltas after
 * the last reset are exactly the text that its `text-end` states.
 */
export async function openText(context: StageContext, { textId, model }: { textId: string; model: string }) {
  const { db, jobId, tell } = context;
  const begun = await db.jobEvent.count({
    where: { jobId, type: { in: ['text-start', 'text-reset'] }, data: { path: ['text_id'], equals: textId } },
  });
  if (begun === 0) await tell(`${textId}:start`, { type: 'text-start', text_id: textId, model });
  else
    await tell(`${textId}:reset:${begun}`, {
      type: 'text-reset',
      text_id: textId,
      reason: 'The writing was interrupted and starts again.',
    });

  let waiting = '';
  let count = 0;
  let timer: NodeJS.Timeout | null = null;
  let told: Promise<void> = Promise.resolve();

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!waiting) return;
    const delta = waiting;
    waiting = '';
    count += 1;
    const key = `${textId}:delta:${begun}:${count}`;
    told = told.then(() => tell(key, { type: 'text-delta', text_id: textId, delta }));
    told.catch(() => {});
  }

  return {
    write(delta: string): void {
      waiting += delta;
      if (/[.!?:]\s*$|\n$/.test(waiting)) flush();
      else timer ??= setTimeout(flush, coalesceMs);
    },
    /** Tells the rest; rejects when something could not be stored. */
    async flush(): Promise<void> {
      flush();
      await told;
    },
    /** Tells the rest as well as it goes, when the writing has failed. */
    async abandon(): Promise<void> {
      flush();
      await told.catch(() => {});
    },
  };
}
