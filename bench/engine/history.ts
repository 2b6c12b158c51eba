import { openQueue } from './depth.ts';
import type { Measure } from './measure.ts';

const runs = 100_000;
const rounds = 300;

/** What it costs to queue a run, and to claim and finish it, beside 100,000 that are over, in relation to an empty database. */
export const history: Measure = {
  name: 'history',
  own: true,
  async measure({ pool, database, scale }) {
    await pool.query('create database history');
    const url = new URL(database.url);
    url.pathname = '/history';
    const queue = await openQueue(url.href);
    const over = Math.ceil(runs * scale);
    try {
      await queue.fill(100, 1);
      await queue.measure(rounds, 1); // the first meets cold caches
      const before = await queue.measure(rounds, 1);
      await queue.fill(100, 1);
      await queue.addHistory(over);
      const after = await queue.measure(rounds, 1);
      return [
        { what: 'claim and finish one, no run is over', value: before.claimMs, unit: 'ms' },
        {
          what: `claim and finish one, ${over.toLocaleString('en')} are over`,
          value: after.claimMs,
          unit: 'ms',
        },
        { what: 'times as much', value: after.claimMs / before.claimMs, unit: '', goal: 1.2 },
        { what: 'queue one, times as much', value: after.enqueueMs / before.enqueueMs, unit: '', goal: 1.2 },
      ];
    } finally {
      await queue.close();
      await pool.query('drop database history with (force)');
    }
  },
};
