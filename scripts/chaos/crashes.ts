import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#lib/schema/job.ts';
import { submitJob } from '../../bench/product-jobs.ts';
import type { Product } from '../../e2e/start-product.ts';
import { type Check, countOf, faultyLogs, readJob, submitJobs, untilAllEnded, withProduct } from './check.ts';

/** A preload for Node in which `fetch` first runs `code`, with `url` and `body` at hand. */
const beforeFetch = (code: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(
    `const fetchOn = globalThis.fetch; let count = 0;
     globalThis.fetch = (input, init) => {
       const url = String(input?.url ?? input); const body = String(init?.body ?? '');
       ${code}
       return fetchOn(input, init);
     };`,
  )}`;

/** Whether anybody listens there; one that is busy is up. */
const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/api/healthz`, { signal: AbortSignal.timeout(10_000) }).then(
    () => true,
    (error: Error) => error.name === 'TimeoutError',
  );

/** How often the server has ended by itself. */
const endsOf = (product: Product): number => product.output().split('stopped unexpectedly').length - 1;

/** Starts the product again whenever it has ended, as a supervisor does, until `isOver`; how often it ended. */
async function keepUp(
  product: Product,
  { isOver, env, most }: { isOver: () => Promise<boolean>; env?: Record<string, string>; most: number },
): Promise<number> {
  while (endsOf(product) <= most && !(await isOver())) {
    if (await isUp(product.url)) await sleep(200);
    // It may end again before it is ready.
    else await product.restart(env).catch(() => {});
  }
  return endsOf(product);
}

const others = 12;

export const poisonJob: Check = {
  id: 'R-12',
  what: 'a job that ends the process whenever it runs (abort) beside 12 others: it fails after at most five crashes, the others complete',
  run: () =>
    withProduct(
      async (product) => {
        const ids = await submitJobs(product.url, others);
        const { job_id: poison } = await submitJob(product.url, {
          job_type: 'research',
          input_data: { query: 'How is POISON-PILL stored?', preset: 'quick' },
        });
        const until = performance.now() + 200_000;
        const crashes = await keepUp(product, {
          isOver: async () =>
            performance.now() > until || Boolean((await readJob(product.url, poison))?.completed_at),
          most: 8,
        });
        const ended = await readJob(product.url, poison);
        const { jobs, seconds } = await untilAllEnded(product.url, ids, { withinMs: 60_000 });
        const complete = countOf(jobs, 'complete');
        const faulty = await faultyLogs(product.url, jobs);
        return {
          holds: ended?.status === 'failed' && crashes <= 5 && complete === others && faulty === 0,
          figures: `${ended?.status} (${(ended?.error as { code?: string } | null)?.code ?? 'no error'}) after ${crashes} crashes; ${complete} of ${others} others complete ${seconds.toFixed(0)} s after; ${faulty} logs with faults`,
        };
      },
      {
        NODE_OPTIONS: beforeFetch(
          "if (url.includes('/chat/completions') && body.includes('POISON-PILL')) process.abort();",
        ),
      },
    ),
};

const question = 'How is the answer of a model stored so that nothing is paid for twice?';

/** What people read of a report; beside it stand ids and moments, which differ between two runs. */
const wordsOf = (job: Job | undefined): string =>
  (job?.result as { report?: { markdown?: string } } | null)?.report?.markdown ?? '';

export const killedBetween: Check = {
  id: 'R-06',
  what: 'killed (-9) after each step was done and before the engine has heard of it: the same report as without, at most one more call a kill',
  run: () =>
    withProduct(async (product, gateway) => {
      const ask = () =>
        submitJob(product.url, { job_type: 'research', input_data: { query: question, preset: 'quick' } });
      const { job_id: calm } = await ask();
      const whole = (await untilAllEnded(product.url, [calm])).jobs[0];
      const ideal = gateway.calls.length;
      gateway.reset();
      gateway.always({ delayMs: 300, tokenDelayMs: 10 });
      // The first thing that the engine is told is lost with the process, then of each process the second: all steps get their turn.
      const failing = (at: number) => ({
        NODE_OPTIONS: beforeFetch(
          `if (/checkpoint/.test(url) && init?.method === 'POST' && ++count === ${at}) process.kill(process.pid, 'SIGKILL');`,
        ),
      });
      await product.restart(failing(1));
      const { job_id: troubled } = await ask();
      const until = performance.now() + 220_000;
      const kills = await keepUp(product, {
        isOver: async () =>
          performance.now() > until || Boolean((await readJob(product.url, troubled))?.completed_at),
        env: failing(2),
        most: 20,
      });
      await product.restart({ NODE_OPTIONS: '' });
      const { jobs: ended } = await untilAllEnded(product.url, [troubled]);
      const faulty = await faultyLogs(product.url, ended);
      const [one, other] = [wordsOf(whole), wordsOf(ended[0])];
      const isSame = one !== '' && one === other;
      const differs = [...one].findIndex((sign, at) => sign !== other[at]);
      const twice = gateway.answeredTwice().length;
      return {
        holds: ended[0]?.status === 'complete' && kills > 1 && isSame && faulty === 0 && twice === 0,
        figures: `${kills} kills; ${ended[0]?.status}, the report is ${isSame ? 'the same' : `ANOTHER: ${JSON.stringify(one.slice(differs, differs + 60))} became ${JSON.stringify(other.slice(differs, differs + 60))}`}; ${faulty} logs with faults; ${gateway.calls.length} calls (${ideal} without kills), ${twice} answered to the end twice`,
      };
    }),
};
