import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import { keepWatched, settleTurns } from '#lib/jobs/watched-jobs.ts';
import type { Log } from '#lib/log.ts';
import { putAhead } from './put-ahead.ts';

const soonMs = 100;

/**
 * People before batches: notes in the rows which waiting jobs somebody has open in this process, and has the engine let
 * those go ahead that somebody has open in any. An engine without that door is asked once.
 */
export function createTurnKeeper({
  db,
  config,
  log,
  followed,
  everyMs = 5_000,
}: {
  db: Db;
  config: Config;
  log: Log;
  /** The jobs that somebody follows in this process. */
  followed: () => string[];
  everyMs?: number;
}) {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let isSoon = false;
  let hasDoor = true;
  let stopped = false;

  async function look(): Promise<void> {
    const noted = await keepWatched(db, followed());
    await settleTurns(db, {
      noted,
      async putAhead(jobId, ahead) {
        const did = stopped || !hasDoor ? false : await putAhead({ config, jobId, ahead });
        if (did === null) hasDoor = false;
        return did === true;
      },
    });
  }

  function plan(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSoon = false;
      working = look()
        .catch((error) => {
          if (!stopped) log.debug('turns could not be kept', { reason: (error as Error).message });
        })
        .finally(() => {
          if (!stopped && !isSoon) plan(everyMs);
        });
    }, ms);
  }

  return {
    start: () => plan(everyMs),
    /** Somebody opened a job: looks soon, once for all that are opened in a moment. */
    wake() {
      if (stopped || isSoon) return;
      isSoon = true;
      plan(soonMs);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  };
}
