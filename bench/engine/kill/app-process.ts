import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inngest } from 'inngest';
import { serve } from 'inngest/node';
import pg from 'pg';
import { stepCount } from './workload.ts';

export type AppOptions = {
  databaseUrl: string;
  baseUrl: string;
  eventKey: string;
  signingKey: string;
  /** How long a step takes, at random up to this. */
  stepMs: number;
};

/**
 * An app whose steps have an effect in the database: a row of the run and the step, there once however often the step
 * is called; and a row for each time its body ran, so that those can be counted.
 */
async function serveApp(options: AppOptions): Promise<string> {
  const { databaseUrl, stepMs, ...connection } = options;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 5000 });
  pool.on('error', () => {});
  const silent = { info() {}, warn() {}, error() {}, debug() {} };
  const inngest = new Inngest({ id: 'bench', isDev: false, logger: silent, ...connection });

  async function takeEffect(runId: string, step: number): Promise<string> {
    const body = randomUUID();
    for (;;) {
      try {
        await pool.query({ name: 'effect', text: insertEffect, values: [runId, step, body] });
        break;
      } catch {
        await sleep(100); // PostgreSQL restarts; the same body does not count twice
      }
    }
    await sleep(Math.random() * stepMs);
    return body;
  }

  /** The same work with and without checkpoints: either way an answer is lost in another place. */
  const define = (checkpointing: boolean) =>
    inngest.createFunction(
      {
        id: `work-${checkpointing}`,
        checkpointing,
        triggers: [{ event: 'bench/work', if: `event.data.checkpointing == ${checkpointing}` }],
      },
      async ({ event, step, runId }) => {
        const bodies: string[] = [];
        for (let index = 0; index < stepCount; index++) {
          bodies.push(await step.run(`step ${index}`, () => takeEffect(runId, index)));
          if (event.data.napMs && index === 1) await step.sleep('nap', event.data.napMs);
        }
        return bodies;
      },
    );
  const handler = serve({ client: inngest, functions: [define(true), define(false)] });
  const server = http.createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/api/inngest`;
}

const insertEffect = /* sql */ `
  with body as (insert into bench.body (id, run_id, step) values ($3, $1, $2) on conflict do nothing)
  insert into bench.effect (run_id, step) values ($1, $2) on conflict do nothing`;

process.on('disconnect', () => process.exit());
process.send?.({ url: await serveApp(JSON.parse(process.argv[2] ?? '{}')) });
