import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuses, withAnswer } from './answered-fixture.ts';
import { type Prompted, promptOf, type Request } from './fake-request.ts';
import { type Fixture, sendFixture } from './fixture-server.ts';

/** What a call to the scripted model does; nothing set means: answer the prompt at once. */
export type Script = {
  /** The answer, in place of what the prompt asks for. */
  text?: string;
  /** Why the answer ends; `stop` where absent. */
  finishReason?: string;
  /** Put before the answer in a `<think>` block. */
  think?: string;
  /** Before the first byte of the answer. */
  delayMs?: number;
  /** Before each word. */
  tokenDelayMs?: number;
  /** Characters of a piece, in place of words. */
  pieceLength?: number;
  /** Answers with this status and no answer. */
  status?: number;
  headers?: Record<string, string>;
  /** What an error says. */
  message?: string;
  /** Sends nothing, or nothing after so many pieces, and keeps the connection open. */
  hangAfter?: number;
  /** Breaks off after so many pieces: `end` closes tidily, `reset` loses the connection, `done` still says [DONE]. */
  cut?: { after: number; how: 'end' | 'reset' | 'done' };
  /** So many lines that are no JSON stand between the pieces. */
  malformedLines?: number;
  /** An error stands in the stream after so many pieces. */
  errorAfter?: number;
  /** More tokens of a prompt than that are refused. */
  contextTokens?: number;
  /** Parts of a request that it refuses with a 400 that names them. */
  refuses?: ('json_schema' | 'json_object' | 'stream_options')[];
  /** False: tells no tokens. */
  usage?: boolean;
  /** How many tokens of the prompt it says that it has read. */
  promptTokens?: number;
  /** False: never says [DONE]; the connection ends tidily. */
  done?: boolean;
  /** True: the answer is whole, but the connection stays open. */
  lingers?: boolean;
  /** True: answers in one piece though it was asked to stream. */
  whole?: boolean;
  /** A page that is no answer of a model at all. */
  page?: string;
  /** An answer as another server gives it, with the words of this one; one that refuses a part of a request, while it does. */
  fixture?: Fixture;
  /** What the answer becomes, by what was asked. */
  rewrite?: (answer: string, asked: Prompted) => string;
};

export type FakeCall = {
  model: string;
  stream: boolean;
  promptHash: string;
  responseFormat: string | null;
  /** How many tokens the answer may have, as it was asked. */
  limit: number | null;
  authorization: string | null;
  headers: Record<string, unknown>;
  /** The address as it was asked, with its query. */
  path: string;
  prompt: string;
  /** `performance.now()` of this process. */
  at: number;
  closedByClientAt: number | null;
  outcome: 'open' | 'answered' | 'refused' | 'cut' | 'closed_by_client';
  /** The text that was sent so far. */
  sent: string;
  inputTokens: number;
  /** Words sent so far. */
  outputTokens: number;
};

type Sending = { asked: Request; call: FakeCall; script: Script; answer: string };

/** Plays a script to one call and notes in it what became of it. */
export async function sendScript(response: ServerResponse, given: Sending): Promise<void> {
  const { asked, call, script } = given;
  const answer = script.rewrite?.(given.answer, promptOf(asked)) ?? given.answer;
  const sending = { ...given, answer };
  call.inputTokens = script.promptTokens ?? call.inputTokens;
  const refusal = refuse(asked, { script, promptTokens: call.inputTokens });
  if (refusal) {
    call.outcome = 'refused';
    response.writeHead(refusal.status, { 'content-type': 'application/json', ...script.headers });
    response.end(JSON.stringify({ error: { message: refusal.message } }));
    return;
  }
  if (script.fixture && refuses(script.fixture, asked)) {
    const fixture = withAnswer(script.fixture, answer);
    const isAnswer = 'text' in fixture.expect && !fixture.how.then;
    call.outcome = isAnswer ? 'answered' : 'refused';
    return sendFixture(response, { fixture, sizes: () => Infinity });
  }
  if (script.delayMs) await sleep(script.delayMs);
  if (script.hangAfter === 0 || response.destroyed) return;
  if (script.page !== undefined) {
    call.outcome = 'refused';
    response.writeHead(200, { 'content-type': 'text/html' }).end(script.page);
  } else if (asked.stream && !script.whole) await sendStream(response, sending);
  else sendWhole(response, sending);
}

function refuse(
  asked: Request,
  { script, promptTokens }: { script: Script; promptTokens: number },
): { status: number; message: string } | undefined {
  if (script.status) return { status: script.status, message: script.message ?? 'The script says so.' };
  const { contextTokens = Infinity } = script;
  if (promptTokens > contextTokens) {
    return {
      status: 400,
      message: `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ${promptTokens} tokens.`,
    };
  }
  const format = asked.response_format?.type;
  if ((format === 'json_schema' || format === 'json_object') && script.refuses?.includes(format)) {
    return {
      status: 400,
      message: `'response_format' of type '${format}' is not supported with this model.`,
    };
  }
  if (asked.stream_options && script.refuses?.includes('stream_options')) {
    return { status: 400, message: "Unrecognized request argument supplied: 'stream_options'" };
  }
  return undefined;
}

function sendWhole(response: ServerResponse, { asked, call, script, answer }: Sending): void {
  const pieces = piecesOf(script, answer);
  call.sent = pieces.join('');
  call.outputTokens = pieces.length;
  call.outcome = 'answered';
  const message = { role: 'assistant', content: call.sent };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...head(asked), choices, ...(script.usage !== false && usageOf(call)) }));
}

async function sendStream(response: ServerResponse, { asked, call, script, answer }: Sending): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const say = (data: unknown) =>
    response.write(`data: ${JSON.stringify({ ...head(asked), ...Object(data) })}\n\n`);
  const choice = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  });
  say(choice({ role: 'assistant', content: '' }));
  for (let line = 0; line < (script.malformedLines ?? 0); line += 1)
    response.write('data: {"choices": [{"del\n\n');

  for (const [index, piece] of piecesOf(script, answer).entries()) {
    if (index === script.hangAfter) return;
    if (index === script.errorAfter) {
      call.outcome = 'cut';
      say({ error: { message: script.message ?? 'The model fell over.', type: 'server_error' } });
      return void response.end();
    }
    if (index === script.cut?.after) return cut(response, { call, how: script.cut.how });
    if (script.tokenDelayMs) await sleep(script.tokenDelayMs);
    if (response.destroyed) return;
    say(choice({ content: piece }));
    call.sent += piece;
    call.outputTokens += 1;
  }
  say(choice({}, script.finishReason ?? 'stop'));
  if (asked.stream_options?.include_usage && script.usage !== false) say({ choices: [], ...usageOf(call) });
  if (script.done !== false) response.write('data: [DONE]\n\n');
  call.outcome = 'answered';
  if (!script.lingers) response.end();
}

function cut(
  response: ServerResponse,
  { call, how }: { call: FakeCall; how: 'end' | 'reset' | 'done' },
): void {
  call.outcome = 'cut';
  if (how === 'reset') return void response.destroy();
  response.end(how === 'done' ? 'data: [DONE]\n\n' : undefined);
}

function piecesOf({ text, think, pieceLength }: Script, answer: string): string[] {
  const whole = `${think === undefined ? '' : `<think>${think}</think>\n\n`}${text ?? answer}`;
  const piece = pieceLength ? new RegExp(`[\\s\\S]{1,${pieceLength}}`, 'g') : /\s*\S+\s*?|\s+$/g;
  return whole.match(piece) ?? [];
}

const head = ({ model }: Request) => ({ id: 'chatcmpl-scripted', object: 'chat.completion.chunk', model });
const usageOf = ({ inputTokens, outputTokens }: FakeCall) => ({
  usage: {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  },
});
