import type { Job } from '#lib/generated/prisma/client.ts';
import { hasEnded } from '#lib/jobs/jobs.ts';
import { runtime } from './runtime.ts';

const pollMs = 1_000;

/** Waits until a job has ended, the time is over or the caller has gone; answers the row as it then is. */
export async function waitForEnd({
  jobId,
  waitSeconds,
  signal,
}: {
  jobId: string;
  waitSeconds: number;
  signal: AbortSignal;
}): Promise<Job> {
  const { db, listener } = runtime();
  const until = performance.now() + waitSeconds * 1_000;
  let wake = () => {};
  const unsubscribe = listener.onEvent(jobId, () => wake());
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const job = await db.job.findUniqueOrThrow({ where: { jobId } });
      const leftMs = until - performance.now();
      if (hasEnded(job) || leftMs <= 0 || signal.aborted) return job;
      let timer: NodeJS.Timeout | undefined;
      const paused = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(leftMs, pollMs));
      });
      await Promise.race([changed, paused]);
      clearTimeout(timer);
    }
  } finally {
    unsubscribe();
  }
}
