import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { answerFor } from './fake-answers.ts';
import { promptOf, type Request } from './fake-request.ts';
import { type FakeCall, type Script, sendScript } from './fake-script.ts';

export type { Prompted } from './fake-request.ts';
export type { FakeCall, Script } from './fake-script.ts';

export type FakeGateway = {
  start(): Promise<void>;
  /** Ends all connections at once. */
  stop(): Promise<void>;
  /** What `GATEWAY_BASE_URL` is set to; known once started. */
  readonly url: string;
  /** Every call in the order of arrival, with what became of it. */
  readonly calls: readonly FakeCall[];
  /** Scripts for the calls to come, one each; those of a model go before those for any. */
  next(scripts: Script[], model?: string): void;
  /** What all calls do that no script stands for; joined with what is given for their model. */
  always(script: Script, model?: string): void;
  /** Forgets all scripts and calls. */
  reset(): void;
  /** Hashes of prompts that were answered to the end more than once. */
  answeredTwice(): string[];
  /** Tokens of all answers that were sent to the end. */
  meter(): { input_tokens: number; output_tokens: number };
};

/**
 * A model gateway that does what it is told: an OpenAI-compatible server on loopback that answers the product's
 * prompts sensibly, or fails in the way that a script says. `GET /calls` tells as JSON what was asked of it, and
 * `POST /scripts` takes `{ scripts, model? }`, so that another process can drive it too.
 */
export function createFakeGateway({ port = 0 }: { port?: number } = {}): FakeGateway {
  const calls: FakeCall[] = [];
  const queues = new Map<string, Script[]>();
  const standing = new Map<string, Script>();
  const any = '*';
  let address = '';

  const next = (scripts: Script[], model = any) => {
    queues.set(model, [...(queues.get(model) ?? []), ...scripts]);
  };
  const scriptFor = (model: string): Script => ({
    ...standing.get(any),
    ...standing.get(model),
    ...(queues.get(model)?.shift() ?? queues.get(any)?.shift()),
  });

  const server = createServer(async (request, response) => {
    const body = await readText(request);
    if (request.url === '/calls')
      return sendJson(response, { body: { calls, answered_twice: answeredTwice() } });
    if (request.url === '/scripts') {
      const given = JSON.parse(body) as { scripts: Script[]; model?: string };
      next(given.scripts, given.model);
      return sendJson(response, { body: {} });
    }
    if (request.method !== 'POST' || request.url?.split('?')[0] !== '/v1/chat/completions') {
      return sendJson(response, { status: 404, body: { error: { message: 'There is no such page.' } } });
    }
    const asked = JSON.parse(body) as Request;
    const call = noteCall(asked, { request, response });
    calls.push(call);
    await sendScript(response, { asked, call, script: scriptFor(asked.model), answer: readAnswer(asked) });
  });

  const answeredTwice = () => {
    const answered = calls
      .filter(({ outcome }) => outcome === 'answered')
      .map(({ promptHash }) => promptHash);
    return [...new Set(answered.filter((hash, index) => answered.indexOf(hash) !== index))];
  };

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
          resolve();
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    get url() {
      return address;
    },
    calls,
    next,
    always: (script, model = any) => void standing.set(model, { ...standing.get(model), ...script }),
    reset() {
      calls.length = 0;
      queues.clear();
      standing.clear();
    },
    answeredTwice,
    meter() {
      const answered = calls.filter(({ outcome }) => outcome === 'answered');
      return {
        input_tokens: answered.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
        output_tokens: answered.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      };
    },
  };
}

function noteCall(
  asked: Request,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): FakeCall {
  const prompt = JSON.stringify(asked.messages);
  const call: FakeCall = {
    model: asked.model,
    stream: asked.stream === true,
    promptHash: createHash('sha256').update(`${asked.model}\n${prompt}`).digest('hex'),
    responseFormat: asked.response_format?.type ?? null,
    limit: asked.max_tokens ?? asked.max_completion_tokens ?? null,
    authorization: request.headers.authorization ?? null,
    headers: request.headers,
    path: request.url ?? '',
    prompt,
    at: performance.now(),
    closedByClientAt: null,
    outcome: 'open',
    sent: '',
    inputTokens: Math.ceil(prompt.length / 4),
    outputTokens: 0,
  };
  response.once('close', () => {
    if (response.writableFinished || call.outcome !== 'open') return;
    call.outcome = 'closed_by_client';
    call.closedByClientAt = performance.now();
  });
  return call;
}

function readAnswer(asked: Request): string {
  const { messages, response_format } = asked;
  const schema = JSON.stringify(response_format ?? {});
  const { system, user: whole } = promptOf(asked);
  const written = messages
    .flatMap(({ role, content }) => (role === 'assistant' ? String(content) : []))
    .join('\n');
  if (written && /^Go on exactly/.test(messages.at(-1)?.content?.toString() ?? '')) {
    const user = messages.find(({ role }) => role === 'user')?.content?.toString() ?? '';
    const text = answerFor({ system, user, schema });
    return text.startsWith(written) ? text.slice(written.length) : text;
  }
  return answerFor({ system, user: whole, schema });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(
  response: ServerResponse,
  { status = 200, body }: { status?: number; body: unknown },
): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '18080' },
      delay: { type: 'string', default: '0' },
      'token-delay': { type: 'string', default: '0' },
      'no-json-schema': { type: 'boolean', default: false },
    },
  });
  const gateway = createFakeGateway({ port: Number(values.port) });
  gateway.always({
    delayMs: Number(values.delay),
    tokenDelayMs: Number(values['token-delay']),
    ...(values['no-json-schema'] && { refuses: ['json_schema'] }),
  });
  await gateway.start();
  process.stdout.write(`A scripted model answers at ${gateway.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gateway.stop());
}
