import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '#lib/client/api-client.ts';
import { AppError } from '#lib/errors.ts';
import type { Job } from '#lib/schema/job.ts';
import { formatDuration } from './duration.ts';
import { createProgress } from './progress.ts';
import type { Product } from './reach-product.ts';
import { createOutcome, type Outcome } from './read-outcome.ts';
import type { Screen } from './terminal/screen.ts';
import { createTextOutput, type TextMode } from './text-output.ts';

const readTries = 5;
/** As often as the page of a job asks. */
const placeEveryMs = 5000;

/**
 * Follows a job to its end: progress on stderr, its text on stdout as `mode` says. A lost connection is resumed where it
 * broke off, for two minutes. Answers null when `signal` ended it before the job did; throws when the product is gone.
 */
export async function followToEnd({
  api,
  job,
  product,
  screen,
  signal,
  mode,
  giveUpAfterMs = 120_000,
  lookEveryMs = placeEveryMs,
}: {
  api: ApiClient;
  job: Job;
  product: Product;
  screen: Screen;
  signal: AbortSignal;
  mode: TextMode;
  giveUpAfterMs?: number;
  /** How often a job that waits is asked for its place in line. */
  lookEveryMs?: number;
}): Promise<Outcome | null> {
  const progress = createProgress({ screen });
  const text = createTextOutput({ screen, mode });
  const outcome = createOutcome();
  const patience = createPatience(product, giveUpAfterMs);
  const ended = AbortSignal.any([signal, patience.signal]);
  const begun = new AbortController();
  const waits = AbortSignal.any([ended, begun.signal]);
  void tellPlace(job, { api, progress, signal: waits, lookEveryMs });
  try {
    await api.followJob(job.job_id, {
      signal: ended,
      onEvent: (event) => {
        if (event.type !== 'job-created') begun.abort();
        progress.event(event);
        text.event(event);
        outcome.event(event);
      },
      onConnection: (connection) => {
        progress.connection(connection);
        patience.connection(connection.state);
      },
    });
    if (signal.aborted) return null;
    patience.signal.throwIfAborted();
    return outcome.read(await readJob(api, { jobId: job.job_id, signal }), text.text());
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    begun.abort();
    patience.stop();
    text.close();
    progress.stop();
  }
}

/** Aborts when the connection stays away for too long, or the product that was started for this job has ended. */
function createPatience({ baseUrl, started }: Product, giveUpAfterMs: number) {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const end = (message: string) => giveUp.abort(new AppError('engine_unavailable', message));
  return {
    signal: giveUp.signal,
    connection(state: string): void {
      if (state === 'live' || state === 'polling' || state === 'ended') {
        clearTimeout(timer);
        timer = undefined;
        return;
      }
      if (started?.hasEnded())
        end(`The product has stopped: ${started.lastLine() || `see ${started.logFile}`}`);
      timer ??= setTimeout(
        () => end(`Nothing has answered at ${baseUrl} for ${formatDuration(giveUpAfterMs)}.`),
        giveUpAfterMs,
      );
    },
    stop: () => clearTimeout(timer),
  };
}

async function readJob(
  api: ApiClient,
  { jobId, signal }: { jobId: string; signal: AbortSignal },
): Promise<Job> {
  for (let left = readTries; ; left -= 1) {
    try {
      return await api.getJob(jobId, signal);
    } catch (error) {
      if (left === 1 || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Tells where a job stands in line while it waits there; where nobody answers, what was told stands. */
async function tellPlace(
  job: Job,
  given: {
    api: ApiClient;
    progress: ReturnType<typeof createProgress>;
    signal: AbortSignal;
    lookEveryMs: number;
  },
): Promise<void> {
  const { api, progress, signal, lookEveryMs } = given;
  let { status, queue } = job;
  while (status === 'pending' && !signal.aborted) {
    if (queue) progress.inLine(queue);
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const known = await api.getJob(job.job_id, signal).catch(() => undefined);
    if (known) ({ status, queue } = known);
  }
}
