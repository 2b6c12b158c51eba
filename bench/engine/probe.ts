import http from 'node:http';
import type pg from 'pg';
import { nowMs } from './clock.ts';
import { percentile } from './percentile.ts';

/** What the machine takes now for the two things every step is made of, in ms: a commit and a round trip, median of each. */
export type Probe = { commitMs: number; roundTripMs: number };

/** Measures one commit of a small row and one POST over a kept loopback connection to the app. */
export async function probe({ pool, appUrl }: { pool: pg.Pool; appUrl: string }): Promise<Probe> {
  await pool.query('create table if not exists probe (id int, note text)');
  const agent = new http.Agent({ keepAlive: true });
  const commits: number[] = [];
  const roundTrips: number[] = [];
  for (let index = 0; index < 200; index++) {
    const startedAt = nowMs();
    await pool.query({
      name: 'probe',
      text: 'insert into probe values ($1, $2)',
      values: [index, 'x'.repeat(300)],
    });
    const committedAt = nowMs();
    await post(new URL('/echo', appUrl), agent);
    commits.push(committedAt - startedAt);
    roundTrips.push(nowMs() - committedAt);
  }
  agent.destroy();
  return { commitMs: percentile(commits, 0.5), roundTripMs: percentile(roundTrips, 0.5) };
}

function post(url: URL, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent }, (response) => {
      response.resume().on('end', resolve);
    });
    request.on('error', reject);
    request.end(JSON.stringify({ note: 'x'.repeat(300) }));
  });
}
