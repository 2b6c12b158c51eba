import type { LogWriter } from '#lib/jobs/log-writer.ts';
import type { EventBody, Told } from '#lib/schema/event.ts';

/** So much may be on its way to the log before a step waits for it. */
const mostOnTheWay = 64;

/**
 * What a step tells, on its way to the log. To tell does not wait for the commit, so that what a step tells in a row is
 * committed together; order stays. Once something could not be stored, the next to tell or to settle throws that.
 */
export function createStepLog({ writer, jobId, step }: { writer: LogWriter; jobId: string; step: string }) {
  const onTheWay = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;

  async function append(events: readonly Told[]): Promise<void> {
    throwFailure();
    const written: Promise<void> = writer
      .append(jobId, events)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => onTheWay.delete(written));
    onTheWay.add(written);
    if (onTheWay.size >= mostOnTheWay) await Promise.race(onTheWay);
  }

  function throwFailure(): void {
    if (!failure) return;
    const { error } = failure;
    failure = null;
    throw error;
  }

  return {
    tell: (key: string, event: EventBody) => append([{ key: `${step}:${key}`, event }]),
    tellAll: (events: readonly Told[]) =>
      append(events.map(({ key, event }) => ({ key: `${step}:${key}`, event }))),
    tellOnce: (key: string, event: EventBody) => append([{ key, event }]),
    /** Waits until all that was told is in the log; throws where some of it could not be stored. */
    async settled(): Promise<void> {
      while (onTheWay.size > 0) await Promise.all(onTheWay);
      throwFailure();
    },
  };
}
