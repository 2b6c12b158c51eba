import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { findProcess } from './find-process.ts';
import type { RunningPostgres } from './postgres.ts';

const longestPauseMs = 8_000;
/** So often within the window it may end before it is left down. */
const mostEnds = 5;
const windowMs = 300_000;

/**
 * Watches a PostgreSQL that runs and starts it again when it has ended by itself, after a pause that doubles while that
 * goes on. Resolves when `signal` aborts; throws one sentence when it cannot be started, has ended more than five times within
 * five minutes, or came up on another port, where nobody who uses it would look.
 */
export async function supervisePostgres({
  postgres,
  running,
  signal,
  log,
  lookEveryMs = 500,
  firstPauseMs = 250,
}: {
  postgres: { start(signal?: AbortSignal): Promise<RunningPostgres> };
  running: RunningPostgres;
  signal: AbortSignal;
  log: Log;
  lookEveryMs?: number;
  firstPauseMs?: number;
}): Promise<void> {
  const ends: number[] = [];
  let { pid } = running;
  let started = findProcess(pid)?.started;
  while (!signal.aborted) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    const found = findProcess(pid);
    if (signal.aborted || (found && found.started === started)) continue;
    ends.push(performance.now());
    const recent = ends.filter((at) => performance.now() - at < windowMs).length;
    if (recent > mostEnds) throw endedTooOften();
    log.warn('PostgreSQL ended by itself; it is started again', { ends_of_late: recent });
    await sleep(Math.min(firstPauseMs * 2 ** (recent - 1), longestPauseMs), undefined, { signal }).catch(
      () => {},
    );
    const again = await startAgain(postgres, { signal, port: running.port });
    if (!again) return;
    pid = again.pid;
    started = findProcess(pid)?.started;
    log.info('PostgreSQL runs again');
  }
}

async function startAgain(
  postgres: { start(signal?: AbortSignal): Promise<RunningPostgres> },
  { signal, port }: { signal: AbortSignal; port: number },
): Promise<RunningPostgres | undefined> {
  try {
    const again = await postgres.start(signal);
    if (again.port === port) return again;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
  throw new AppError(
    'database_unavailable',
    `PostgreSQL ended, and its port ${port} is taken by another program now: start the product again.`,
  );
}

const endedTooOften = () =>
  new AppError(
    'database_unavailable',
    'PostgreSQL ended by itself again and again: look into postgres.log in the data directory, then start the product again.',
  );
