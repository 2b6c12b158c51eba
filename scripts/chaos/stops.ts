import { setTimeout as sleep } from 'node:timers/promises';
import { boughtTwice } from './bought-twice.ts';
import { type Check, countOf, faultyLogs, readJob, submitJobs, untilAllEnded, withProduct } from './check.ts';

const jobs = 10;
const clients = 50;

/** Follows a job's stream until it is cut or done; adds the seqs that came. */
async function follow(url: string, jobId: string, seqs: number[]): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/v1/jobs/${jobId}/stream?starting_after=${seqs.at(-1) ?? 0}`, {
      headers: { accept: 'text/event-stream' },
    });
    if (response.status === 204) return true;
    let left = '';
    for await (const chunk of response.body ?? []) {
      left += new TextDecoder().decode(chunk);
      const blocks = left.split('\n\n');
      left = blocks.pop() ?? '';
      for (const block of blocks) {
        if (/^event: ?done$/m.test(block)) return true;
        const id = /^id: ?(\d+)$/m.exec(block)?.[1];
        if (id) seqs.push(Number(id));
      }
    }
  } catch {
    // It was cut.
  }
  return false;
}

export const stopAndGoOn: Check = {
  id: 'R-10',
  what: 'SIGTERM with 10 jobs at work and 50 streams: exit 0, the jobs go on under the same attempt, the clients miss and double nothing',
  run: () =>
    withProduct(async (product, gateway) => {
      const ids = await submitJobs(product.url, jobs);
      let isOver = false;
      const seqs = Array.from({ length: clients }, (): number[] => []);
      const following = seqs.map(async (own, index) => {
        while (!isOver && !(await follow(product.url, ids[index % jobs] ?? '', own))) await sleep(200);
      });
      await sleep(3000);
      const stoppedAt = performance.now();
      const code = await product.end();
      const stopSeconds = (performance.now() - stoppedAt) / 1000;
      await product.restart();
      const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
      await Promise.race([Promise.all(following), sleep(20_000)]);
      isOver = true;
      const last = new Map(ended.map(({ job_id, last_seq }) => [job_id, last_seq]));
      const exact = seqs.filter(
        (own, index) =>
          own.length === last.get(ids[index % jobs] ?? '') && own.every((seq, at) => seq === at + 1),
      ).length;
      const complete = countOf(ended, 'complete');
      const attempts = ended.filter(({ attempt }) => attempt > 1).length;
      const faulty = await faultyLogs(product.url, ended);
      const twice = await boughtTwice(product, gateway);
      return {
        holds: code === 0 && complete === jobs && exact === clients && attempts === 0 && twice === 0,
        figures: `exit ${code} in ${stopSeconds.toFixed(1)} s; ${complete} of ${jobs} complete ${seconds.toFixed(0)} s after the start, ${attempts} in another attempt; ${exact} of ${clients} clients exact; ${faulty} logs with faults; ${twice} answers bought twice`,
      };
    }),
};

/** A preload for Node that sets its clock ahead. */
const ahead = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(
    `const True = Date; globalThis.Date = class extends True {
       constructor(...given) { if (given.length) super(...given); else super(True.now() + ${ms}); }
       static now() { return True.now() + ${ms}; } static UTC = True.UTC; static parse = True.parse; };`,
  )}`;

export const wrongClock: Check = {
  id: 'R-42',
  what: 'the clocks of the product and of its database are two days apart: jobs complete, in time and in order',
  run: async () => {
    const outcomes: string[] = [];
    let holds = true;
    for (const days of [2, -2]) {
      await withProduct(
        async (product) => {
          const ids = await submitJobs(product.url, 4);
          const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
          const complete = ended.filter(
            ({ status, result }) =>
              status === 'complete' && !(result as { partial?: unknown } | null)?.partial,
          ).length;
          const ordered = ended.filter(
            (job) =>
              job.created_at <= (job.started_at ?? '') && (job.started_at ?? '') <= (job.completed_at ?? ''),
          ).length;
          const shown = await readJob(product.url, ids[0] ?? '');
          const offHours = Math.abs(Date.parse(shown?.created_at ?? '') - Date.now()) / 3_600_000;
          holds &&= complete === 4 && ordered === 4 && offHours < 1;
          outcomes.push(
            `${days} days: ${complete} of 4 complete and whole in ${seconds.toFixed(0)} s, ${ordered} in order`,
          );
          return { holds: true, figures: '' };
        },
        { NODE_OPTIONS: `--import=${ahead(days * 86_400_000)}` },
      );
    }
    return { holds, figures: outcomes.join('; ') };
  },
};
