import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { DocumentList } from '#lib/schema/document.ts';
import type { EventBody } from '#lib/schema/event.ts';
import type { Job } from '#lib/schema/job.ts';
import type { SourceState } from '#lib/schema/source.ts';

/** What a scripted job does: events in order, and what stands in the way between them. */
export type Happening =
  | EventBody
  /** The connection breaks here, once. */
  | 'cut'
  /** The job waits here until `go` is called. */
  | 'hold';

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

export const jobId = '019a0000-0000-7000-8000-000000000001';

/** A small HTTP server that speaks the job API with one scripted job; for tests of the terminal client. */
export async function startTestApi({
  script = [],
  job: given = {},
  refuse,
  port = 0,
}: {
  script?: Happening[];
  /** What the job is when it has ended. */
  job?: Partial<Job>;
  /** Answers a submit with this problem. */
  refuse?: { status: number; code: string; detail: string };
  port?: number;
} = {}) {
  const events = script.filter((step): step is EventBody => typeof step !== 'string');
  const submitted: { body: unknown; key: string | undefined }[] = [];
  const authorizations: (string | undefined)[] = [];
  const streams: number[] = [];
  const cuts = new Set<number>();
  let asked: Partial<Pick<Job, 'job_type'>> = {};
  let cancelled = false;
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const stored = (): Job => ({
    ...aJob,
    ...asked,
    ...given,
    ...(cancelled && { status: 'cancelled' as const }),
  });

  const routes: [method: string, path: RegExp, answer: Answer][] = [
    [
      'GET',
      /^\/api\/readyz$/,
      (_, response) => json(response, { status: 'ready', documents: 12, engine: 'embedded' }),
    ],
    ['GET', /^\/api\/v1\/documents$/, (_, response) => json(response, someDocuments)],
    ['GET', /^\/api\/v1\/sources$/, (_, response) => json(response, { data: [aSource] })],
    ['POST', /^\/api\/v1\/jobs$/, submit],
    [
      'GET',
      /^\/api\/v1\/jobs$/,
      (_, response) => json(response, { data: [listed(stored())], next_cursor: null, counts }),
    ],
    ['GET', new RegExp(`^/api/v1/jobs/${jobId}$`), (_, response) => json(response, stored())],
    ['DELETE', new RegExp(`^/api/v1/jobs/${jobId}$`), cancel],
    ['GET', new RegExp(`^/api/v1/jobs/${jobId}/events$`), listEvents],
    ['GET', new RegExp(`^/api/v1/jobs/${jobId}/stream$`), stream],
  ];

  async function submit(request: IncomingMessage, response: ServerResponse) {
    const key = request.headers['idempotency-key'];
    const body = JSON.parse(await readText(request)) as Pick<Job, 'job_type'>;
    asked = { job_type: body.job_type };
    submitted.push({ body, key: key?.toString() });
    if (refuse) problem(response, refuse);
    else json(response, { ...stored(), status: 'pending', result: null }, 202);
  }

  function cancel(_: IncomingMessage, response: ServerResponse) {
    cancelled = true;
    json(response, stored());
  }

  function listEvents(request: IncomingMessage, response: ServerResponse) {
    const after = seqOf(request);
    const data = events.map(wireEvent).filter(({ seq }) => seq > after);
    json(response, { data, last_seq: events.length, has_more: false });
  }

  async function stream(request: IncomingMessage, response: ServerResponse) {
    const after = seqOf(request);
    streams.push(after);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 10\n\n');
    let seq = 0;
    for (const [index, step] of script.entries()) {
      if (step === 'hold') {
        await Promise.race([gate, once(response, 'close')]);
        if (response.destroyed) return;
      } else if (step === 'cut') {
        if (cuts.has(index)) continue;
        cuts.add(index);
        response.write(': the last that gets through\n\n', () => response.socket?.end());
        return;
      } else {
        seq += 1;
        const event = wireEvent(step, seq - 1);
        if (seq > after)
          response.write(`id: ${seq}\nevent: ${step.type}\ndata: ${JSON.stringify(event)}\n\n`);
      }
    }
    response.end('event: done\ndata: {}\n\n');
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname.startsWith('/api/v1/')) authorizations.push(request.headers.authorization);
    const route = routes.find(([method, path]) => method === request.method && path.test(pathname));
    if (route) await route[2](request, response);
    else problem(response, { status: 404, code: 'not_found', detail: 'There is no job with this id.' });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    submitted,
    /** What each call of the API showed. */
    authorizations,
    /** From which seq each stream was asked. */
    streams,
    /** Lets a job that holds go on. */
    go: () => go(),
    async stop(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const listed = ({ result, ...job }: Job) => ({ ...job, partial: false, winner: null });
const counts = { pending: 0, in_progress: 0, waiting: 0, complete: 1, failed: 0, cancelled: 0 };

const aJob: Job = {
  job_id: jobId,
  user_id: 'local',
  job_type: 'research',
  status: 'complete',
  phase: 'finish',
  priority: 5,
  input_data: { query: 'What does streamText do?', preset: 'standard' },
  result: null,
  error: null,
  progress: 1,
  attempt: 1,
  metadata: {},
  budget: null,
  usage: { input_tokens: 0, output_tokens: 0, searches: 1, pages: 1, cost_usd: 0 },
  judge: null,
  rerun_of: null,
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: '2026-01-01T00:00:00.000Z',
  completed_at: '2026-01-01T00:00:10.000Z',
  deadline_at: null,
  last_seq: 0,
  urls: { self: `/api/v1/jobs/${jobId}`, stream: '', events: '', page: `/jobs/${jobId}` },
};

const wireEvent = (event: EventBody, index: number) => ({
  ...event,
  seq: index + 1,
  job_id: jobId,
  attempt: 1,
  at: new Date(Date.UTC(2026, 0, 1) + index * 100).toISOString(),
});

const seqOf = (request: IncomingMessage): number =>
  Number(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('starting_after') ?? 0);

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function problem(
  response: ServerResponse,
  { status, code, detail }: { status: number; code: string; detail: string },
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(
    JSON.stringify({ type: 'about:blank', title: detail, status, detail, code, request_id: 'test' }),
  );
}

const someDocuments: DocumentList = {
  data: [],
  folders: ['handbook'],
  files: {
    seen: 14,
    read: 12,
    waiting: 0,
    unread: [{ reason: 'kind', count: 2, examples: ['handbook/a.jpg', 'handbook/b.jpg'] }],
  },
  looked_at: null,
  failure: null,
};

const aSource: SourceState = {
  ...{ id: 'documents', name: 'Own documents', kind: 'documents', state: 'on', reason: null },
  ...{ last_used_at: null, last_error: null, latency_ms: null },
};
