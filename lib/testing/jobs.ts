import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from 'inngest/node';
import { emptyLog, reduceEvents } from '#components/job-log/reduce-events.ts';
import { createEmbeddedEngine } from '#inngest/process/embedded-engine.ts';
import { createReconciler } from '#inngest/process/reconciler.ts';
import { readConfig } from '#lib/config.ts';
import { eventually } from '#lib/engine/contract/index.ts';
import type { Job as JobRow } from '#lib/generated/prisma/client.ts';
import { readEvents } from '#lib/jobs/event-log.ts';
import { createJob, hasEnded } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { createModels } from '#lib/models/language-model.ts';
import type { Budget } from '#lib/schema/budget.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { type Runtime, runtime, setRuntime } from '#lib/server/runtime.ts';
import type { TestDatabase } from './database.ts';
import { startTestRuntime } from './runtime.ts';

const keys = { signingKey: 'signkey-test-0123456789abcdef', eventKey: 'event-key' };

export type TestJobs = Awaited<ReturnType<typeof startTestJobs>>;

/**
 * Runs whole jobs in a test file: a fresh database, the embedded engine on it, our functions served to it over HTTP by
 * the official SDK, and the outbox sent. What a step finds at run time is set with `use`. `stop` for `afterAll`.
 */
export async function startTestJobs({
  retryAttempts = 3,
  maxConcurrent = 10,
  database: given,
}: {
  retryAttempts?: number;
  maxConcurrent?: number;
  /** One that is there, in place of a fresh one. */
  database?: TestDatabase | undefined;
} = {}) {
  const database = await startTestRuntime({ database: given });
  const app = await listen();
  const log = createLog('test', 'error');
  const engine = createEmbeddedEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: app.url, log });
  const { port } = await engine.start();
  process.env.INNGEST_BASE_URL = `http://127.0.0.1:${port}`;
  process.env.INNGEST_SIGNING_KEY = keys.signingKey;
  process.env.INNGEST_EVENT_KEY = keys.eventKey;
  // The client reads where the engine is when it is made, so it is not imported before that is known.
  const { inngest } = await import('#inngest/client.ts');
  // Steps that fail are what many tests are about.
  Object.assign(inngest.logger, { warn() {}, error() {} });
  const { functions, jobDefinitions } = await import('#inngest/jobs/index.ts');
  const served = functions({ JOB_MAX_CONCURRENT: maxConcurrent, JOB_RETRY_ATTEMPTS: retryAttempts });
  app.handle(serve({ client: inngest, functions: served }));
  await eventually(app.register);
  const config = readConfig({
    INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
    INNGEST_SIGNING_KEY: keys.signingKey,
  });
  const reconciler = createReconciler({
    db: database.db,
    config,
    log,
    send: async (events) => void (await inngest.send(events)),
  });
  reconciler.start();
  const use = (parts: Partial<Runtime>) => setRuntime({ ...runtime(), ...parts });
  use({ wakeOutbox: () => reconciler.wake() });

  return {
    db: database.db,
    url: database.url,
    /** Of a process that knows where the engine is. */
    config,
    listener: database.listener,
    inngest,
    /** Changes what steps find at run time, from now on. */
    use,
    /** Lets the next step that tells an event of a type die before it is told; answers whether it has. */
    dieTelling(type: JobEvent['type']): () => boolean {
      const { logWriter } = database;
      let hasDied = false;
      use({
        logWriter: {
          ...logWriter,
          async append(jobId, events) {
            if (hasDied || !events.some(({ event }) => event.type === type))
              return logWriter.append(jobId, events);
            hasDied = true;
            throw new Error('the process dies here');
          },
        },
      });
      return () => hasDied;
    },
    /** Lets a gateway's model play every role, or none at all. */
    useGateway(url: string | null, settings: Record<string, string> = {}) {
      const config = readConfig(url === null ? {} : { GATEWAY_BASE_URL: url, MODEL: 'm', ...settings });
      use({ config, models: createModels({ config, log }) });
    },
    /** Accepts a job as the API does; answers its id. */
    async submit(
      jobType: string,
      input: unknown,
      { deadlineSeconds = 600, budget }: { deadlineSeconds?: number; budget?: Budget } = {},
    ): Promise<string> {
      const definition = jobDefinitions.find(({ type }) => type === jobType);
      const parsed = definition?.input.parse(input);
      const order = { userId: 'local', jobType, input: parsed, priority: 5, metadata: {} };
      const asked = { ...order, deadlineSeconds, budget };
      const { job } = await createJob(database.db, asked);
      reconciler.wake();
      return job.jobId;
    },
    wake: () => reconciler.wake(),
    row: (jobId: string): Promise<JobRow> => database.db.job.findUniqueOrThrow({ where: { jobId } }),
    /** Waits until a job has ended, longer than any test gives one. */
    ended: (jobId: string, timeoutMs = 100_000): Promise<JobRow> =>
      eventually(async () => {
        const row = await database.db.job.findUniqueOrThrow({ where: { jobId } });
        if (!hasEnded(row)) throw new Error(`${row.status} in ${row.phase}`);
        return row;
      }, timeoutMs),
    /** The whole log; checks that it has no gap. */
    async events(jobId: string): Promise<JobEvent[]> {
      const events = await readEvents(database.db, { jobId, after: 0, limit: 10_000 });
      const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
      if (gap >= 0) throw new Error(`the log has a gap before its event ${gap + 1}`);
      return events;
    },
    async stop() {
      await reconciler.stop();
      await engine.stop();
      await app.stop();
      await database.stop();
    },
  };
}

/** An HTTP server for the functions, which are known only after the engine knows where they are. */
async function listen() {
  let handler: http.RequestListener = (_, response) => void response.writeHead(503).end();
  const server = http.createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
  return {
    url,
    handle(listener: http.RequestListener) {
      handler = listener;
    },
    async register(): Promise<void> {
      const response = await fetch(url, { method: 'PUT' });
      if (!response.ok) throw new Error(`not registered: ${await response.text()}`);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The report as pages show it once all events have come, and as it stood before its texts ended: words without marks. */
export function readReport(events: readonly JobEvent[]): { text: string; toldWords: string } {
  const upTo = events.filter(({ type }) => type !== 'text-end');
  const told = upTo.map((event, index) => ({ ...event, seq: index + 1 }));
  return {
    text: reduceEvents(emptyLog, [...events]).text?.text ?? '',
    toldWords: withoutMarks(reduceEvents(emptyLog, told).text?.text ?? ''),
  };
}

export const withoutMarks = (markdown: string): string =>
  markdown.replace(/\s*\[\d+\]\(#(?:cite|quote)-\d+\)/g, '').trim();

/** The text that a client has read: every delta behind the last start or reset of a text. */
export function readText(events: readonly JobEvent[], textId: string): string {
  let text = '';
  for (const event of events) {
    if (!('text_id' in event) || event.text_id !== textId) continue;
    if (event.type === 'text-delta') text += event.delta;
    else if (event.type === 'text-start' || event.type === 'text-reset') text = '';
  }
  return text;
}
