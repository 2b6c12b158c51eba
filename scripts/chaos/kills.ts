import { setTimeout as sleep } from 'node:timers/promises';
import { boughtTwice } from './bought-twice.ts';
import {
  type Check,
  countOf,
  faultyLogs,
  keepAsking,
  postgresOf,
  submitJobs,
  untilAllEnded,
  withProduct,
} from './check.ts';

const jobs = 10;

export const killProduct: Check = {
  id: 'R-05',
  what: 'the product and its PostgreSQL are killed (-9) four times while 10 jobs are on a model: all complete, at most 1.3 times the answers that were needed',
  run: () =>
    withProduct(async (product, gateway) => {
      const ids = await submitJobs(product.url, jobs);
      const kills = 4;
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(2000 + Math.random() * 3000);
        await product.kill9();
        await product.restart();
      }
      const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
      const complete = countOf(ended, 'complete');
      const faulty = await faultyLogs(product.url, ended);
      const answered = gateway.calls
        .filter(({ outcome }) => outcome === 'answered')
        .map(({ promptHash }) => promptHash);
      const needed = new Set(answered).size;
      return {
        holds: complete === jobs && faulty === 0 && answered.length <= 1.3 * needed,
        figures: `${complete} of ${jobs} complete ${seconds.toFixed(0)} s after the last of ${kills} kills; ${faulty} logs with faults; ${gateway.calls.length} calls, of which ${gateway.calls.length - answered.length} broke off; ${answered.length} answers to ${needed} prompts`,
      };
    }),
};

export const killPostgres: Check = {
  id: 'R-07',
  what: 'PostgreSQL alone is killed (-9) five times while 10 jobs are on a model: all complete, nothing bought twice, requests get 503 and never 500',
  run: () =>
    withProduct(async (product, gateway) => {
      const ids = await submitJobs(product.url, jobs);
      const asked = keepAsking(product.url);
      const before = product.output().length;
      let slowestSeconds = 0;
      for (let kill = 0; kill < 5; kill += 1) {
        await sleep(2000 + Math.random() * 2500);
        const pid = postgresOf(product);
        if (pid) process.kill(pid, 'SIGKILL');
        const killedAt = performance.now();
        await sleep(50);
        while (!(await fetch(`${product.url}/api/v1/jobs?limit=1`).catch(() => undefined))?.ok)
          await sleep(50);
        slowestSeconds = Math.max(slowestSeconds, (performance.now() - killedAt) / 1000);
      }
      const { jobs: ended, seconds } = await untilAllEnded(product.url, ids);
      const { only503, told } = await asked();
      const complete = countOf(ended, 'complete');
      const faulty = await faultyLogs(product.url, ended);
      const twice = await boughtTwice(product, gateway);
      const lines = product.output().slice(before).split('\n').length - 1;
      return {
        holds: complete === jobs && faulty === 0 && twice === 0 && only503,
        figures: `${complete} of ${jobs} complete ${seconds.toFixed(0)} s after the last of 5 kills; ${faulty} logs with faults; ${gateway.calls.length} calls, ${twice} bought twice; back within ${slowestSeconds.toFixed(1)} s; ${told}; ${lines} lines of log`,
      };
    }),
};
