import type { StageContext } from '#inngest/stage.ts';
import type { TextWriter } from '#lib/research/ports.ts';

const coalesceMs = 50;

/**
 * Tells a text as it is written: deltas are put together for at most 50 ms or to the end of a sentence. When an
 * earlier try of the step left an unfinished text, the text starts again behind a `text-reset`; so the deltas after
 * the last reset, with the edits that follow, are exactly the text that its `text-end` states.
 */
export async function openText(
  context: StageContext,
  { textId, model }: { textId: string; model: string },
): Promise<TextWriter> {
  const { db, jobId, tell, settled } = context;
  // What an earlier text of this id told is counted.
  await settled();
  let begun = await db.jobEvent.count({
    where: { jobId, type: { in: ['text-start', 'text-reset'] }, data: { path: ['text_id'], equals: textId } },
  });
  let text = '';
  let waiting = '';
  let count = 0;
  let timer: NodeJS.Timeout | null = null;
  let told: Promise<void> = Promise.resolve();
  const queue = (key: string, event: Parameters<StageContext['tell']>[1]) => {
    told = told.then(() => tell(key, event));
    told.catch(() => {});
  };
  if (begun === 0) queue(`${textId}:start`, { type: 'text-start', text_id: textId, model });
  else restart('The writing was interrupted and starts again.');

  function restart(reason: string): void {
    queue(`${textId}:reset:${begun}`, { type: 'text-reset', text_id: textId, reason });
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!waiting) return;
    const delta = waiting;
    waiting = '';
    count += 1;
    queue(`${textId}:delta:${begun}:${count}`, { type: 'text-delta', text_id: textId, delta });
  }

  return {
    write(delta) {
      text += delta;
      waiting += delta;
      if (/[.!?:。！？]\s*$|\n$/.test(waiting)) flush();
      else timer ??= setTimeout(flush, coalesceMs);
    },
    async reset(reason) {
      flush();
      if (!text) return;
      begun += 1;
      count = 0;
      text = '';
      restart(reason);
      await told;
    },
    async flush() {
      flush();
      await told;
      return text;
    },
    async abandon() {
      flush();
      await told.catch(() => {});
      return text;
    },
  };
}
