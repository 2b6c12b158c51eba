import { isAppUnreachable } from './call-app.ts';
import type { Core } from './core.ts';
import { keepTrying } from './keep-trying.ts';
import { limits } from './limits.ts';
import { type ClaimedJob, runJob } from './run-job.ts';
import { releaseJob, settleJob } from './settle-job.ts';

const batchSize = 32;
const fewCalls = 4;
const firstHoldMs = 200;
const maxHoldMs = 5000;
const claimRetryMs = 250;
const lostAfterMs = 5000;

/** Claims jobs and carries them out, at most `maxCalls` at once. */
export type Queue = {
  /** Claims what can be claimed; calls while a claim is under way are merged into one more. */
  wake(): void;
  /**
   * The ids of the jobs that this process has under way, and how long ago a claim must have been made for it to be lost
   * when its job is not among them: what is being claimed is not known yet.
   */
  known(): { jobs: string[]; lostAfterMs: number };
  /** Claims no more, calls nothing that was just claimed, and waits until nothing is under way. */
  stop(): Promise<void>;
};

/**
 * While the app cannot be reached, jobs go back untouched and claims pause: 200 ms, doubled up to 5 s; then one job
 * tries the door. `onReached` is told when the app answers again.
 */
export function createQueue(core: Core, { maxCalls = 200, onReached = () => {} } = {}): Queue {
  const underWay = new Map<string, Promise<void>>();
  const claims = new Set<{ sinceMs: number }>();
  let claiming: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let holdMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopped || timer || core.processId() === 0) return;
    if (claiming) again = true;
    else claiming = claimAll().finally(() => (claiming = undefined));
  }

  async function claimAll(): Promise<void> {
    do {
      again = false;
      const free = Math.min(holdMs > 0 ? 1 : batchSize, maxCalls - underWay.size);
      if (free <= 0) return;
      try {
        const jobs = await startClaimed(() =>
          core.database.query<ClaimedJob>('select * from engine.claim($1, $2, $3)', [
            core.processId(),
            free,
            limits.inlineStateBytes,
          ]),
        );
        if (jobs.length === free && holdMs === 0) again = true;
      } catch (error) {
        core.log.warn('jobs could not be claimed', { error: String(error) });
        pause(claimRetryMs);
        return;
      }
    } while (again && !stopped && !timer);
  }

  /** Makes a claim and starts its jobs, or gives them back where this engine stops; until then it counts as under way. */
  async function startClaimed(claim: () => Promise<ClaimedJob[]>): Promise<ClaimedJob[]> {
    const underWay = { sinceMs: performance.now() };
    claims.add(underWay);
    try {
      const jobs = await claim();
      if (stopped) await giveBack(jobs);
      else for (const job of jobs) start(job);
      return jobs;
    } finally {
      claims.delete(underWay);
    }
  }

  async function giveBack(jobs: ClaimedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    await Promise.all(jobs.map((job) => keepTrying(() => releaseJob(core, job), core.signal)));
    await core.database.query('select engine.wake()');
  }

  function start(job: ClaimedJob): void {
    const { finishTimeoutMs } = core.functions.find(job.function_id) ?? {};
    if (finishTimeoutMs !== undefined) core.wakeAfter(finishTimeoutMs);
    const done = carryOut(job)
      .catch((error) =>
        core.log.error('a job was left to be claimed again', { job: job.job_id, error: String(error) }),
      )
      .finally(() => {
        underWay.delete(`${job.job_id}.${job.generation}`);
        if (underWay.size >= maxCalls - 1) wake();
      });
    underWay.set(`${job.job_id}.${job.generation}`, done);
  }

  async function carryOut(job: ClaimedJob): Promise<void> {
    try {
      const outcome = await runJob(core, job);
      if (holdMs > 0) {
        holdMs = 0;
        onReached();
      }
      await startClaimed(() =>
        keepTrying(() => settleJob(core, job, { outcome, claimNext: claimNext() }), core.signal),
      );
    } catch (error) {
      if (core.signal.aborted) return; // left to whoever reclaims it
      if (!isAppUnreachable(error)) throw error;
      if (holdMs === 0) core.log.warn('the app cannot be reached; its jobs wait', { error: error.message });
      holdMs = Math.min(maxHoldMs, holdMs > 0 && !timer ? holdMs * 2 : Math.max(holdMs, firstHoldMs));
      pause(holdMs);
      await keepTrying(() => releaseJob(core, job), core.signal);
      wake();
    }
  }

  /**
   * How many jobs the commit that stores an answer claims as well. It saves a commit where little is under way; where
   * much is, claims go in batches of their own, since the claim lock is held until its commit.
   */
  function claimNext(): number {
    return underWay.size <= fewCalls && !claiming && !timer && !stopped ? fewCalls : 0;
  }

  function pause(ms: number): void {
    if (timer || stopped) return;
    timer = setTimeout(() => {
      timer = undefined;
      wake();
    }, ms);
  }

  return {
    wake,
    known: () => {
      const oldest = Math.min(performance.now(), ...[...claims].map(({ sinceMs }) => sinceMs));
      return {
        jobs: [...underWay.keys()].map((key) => key.split('.')[0] ?? ''),
        lostAfterMs: lostAfterMs + performance.now() - oldest,
      };
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await claiming;
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
