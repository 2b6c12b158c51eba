import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { Caller, Rate } from '#lib/access/caller.ts';
import { databaseFault } from '#lib/db.ts';
import { AppError, isAppError, toAppError } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { count } from '#lib/metrics.ts';
import type { Scope } from '#lib/schema/api-key.ts';
import { count as countWords } from '#lib/schema/count.ts';
import { plainIssue } from '#lib/schema/plain-issue.ts';
import type { Problem } from '#lib/schema/problem.ts';
import { inSpan } from './in-span.ts';
import { checkRate, tellRate } from './rate.ts';
import { accepts } from './read-headers.ts';
import { checkRequestOrigin, checkSentByPage, isFromListedPage } from './request-origin.ts';
import { withinStreams } from './stream-quota.ts';
import { whileLetIn } from './while-let-in.ts';
import { checkScope, whoAsks } from './who-asks.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
type Context<P> = {
  params: P;
  caller: Caller;
  userId: string;
  requestId: string;
  /** Aborts when the client leaves; for a stream also soon after what let it in was ended. */
  signal: AbortSignal;
};
type Handler<P> = (request: Request, context: Context<P>) => Promise<Response>;
type NextHandler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

const log = createLog('http');

type Options = {
  produces?: string;
  /** What a method takes where it is not `read` for GET and `write` for the rest; `nothing` asks nobody who they are. */
  takes?: Partial<Record<Method, Scope | 'nothing'>>;
};

/**
 * Makes the exports of a route file: each named method runs with Host and Origin checked and for who asks, every other
 * one answers 405 with `Allow`, as OPTIONS answers anybody, and whatever is thrown becomes problem+json that says what is
 * wrong and never how we are built.
 */
export function route<P = Record<string, never>>(
  handlers: Partial<Record<Method, Handler<P>>>,
  { produces = 'application/json', takes = {} }: Options = {},
): Record<Method | 'OPTIONS', NextHandler<P>> {
  const named = methods.filter((method) => handlers[method]);
  // Next.js answers HEAD by what GET answers.
  const allow = named.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const headers = { allow: [...allow, 'OPTIONS'].join(', ') };
  const answer = (method: Method | 'OPTIONS', handler: Handler<P> | undefined): NextHandler<P> => {
    const respond = async (request: Request, params: Promise<P>, requestId: string) => {
      let rate: Rate | undefined;
      try {
        checkRequestOrigin(request);
        if (method === 'OPTIONS') return new Response(null, { status: 204, headers });
        const taken = takes[method] ?? (method === 'GET' ? 'read' : 'write');
        const caller =
          taken === 'nothing' ? nobody : await whoAsks(request.headers, { byKey: isFromListedPage(request) });
        rate = caller.key?.rate;
        if (rate) checkRate(rate);
        if (!handler) throw new AppError('method_not_allowed', `Use ${named.join(', ')} here.`);
        if (
          produces !== '*/*' &&
          !accepts(request.headers.get('accept'), [produces, 'application/problem+json'])
        )
          throw new AppError('not_acceptable', `Only ${produces} is available here.`);
        if (taken !== 'nothing') checkScope(caller, taken);
        if (caller.key?.session && method !== 'GET') checkSentByPage(request);
        const signal =
          caller.key && produces === 'text/event-stream'
            ? AbortSignal.any([request.signal, whileLetIn(caller.key)])
            : request.signal;
        const context = { params: await params, caller, userId: caller.userId, requestId, signal };
        if (produces !== 'text/event-stream') return tellRate(await handler(request, context), rate);
        const place = { keyId: caller.key?.id, left: request.signal };
        return tellRate(await withinStreams(place, () => handler(request, context)), rate);
      } catch (thrown) {
        return tellRate(problemResponse(thrown, { requestId, headers, url: request.url }), rate);
      }
    };
    return (request, { params }) => {
      const requestId = uuidv7();
      return inSpan({ request, requestId }, () => respond(request, params, requestId));
    };
  };
  const answers = Object.fromEntries(methods.map((method) => [method, answer(method, handlers[method])]));
  return { ...(answers as Record<Method, NextHandler<P>>), OPTIONS: answer('OPTIONS', undefined) };
}

/** Of a method that asks nobody who they are. */
const nobody: Caller = { userId: '', scope: 'read', key: null };

function problemResponse(
  thrown: unknown,
  { requestId, headers: { allow }, url }: { requestId: string; headers: { allow: string }; url: string },
): Response {
  const error = databaseFault(thrown) ?? toAppError(thrown);
  if (['internal', 'database_unavailable', 'database_slow'].includes(error.code)) {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    log.error('request failed', {
      request_id: requestId,
      path: new URL(url).pathname,
      code: error.code,
      cause,
    });
  }
  count('intentui_http_errors_total', { code: error.code });
  const problem: Problem = {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.fields && { errors: error.fields }),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
  });
  if (error.code === 'method_not_allowed') headers.set('allow', allow);
  if (error.code === 'unauthorized') headers.set('www-authenticate', 'Bearer realm="IntentUI Research"');
  if (error.code === 'forbidden')
    headers.set('www-authenticate', 'Bearer realm="IntentUI Research", error="insufficient_scope"');
  if (error.retryAfterSeconds !== undefined) headers.set('retry-after', String(error.retryAfterSeconds));
  return Response.json(problem, { status: error.status, headers });
}

/** A JSON answer that no cache keeps. */
export function jsonResponse(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store', ...headers } });
}

/** An answer without a body, that no cache keeps. */
export const noContent = (): Response =>
  new Response(null, { status: 204, headers: { 'cache-control': 'private, no-store' } });

/** A stream of server-sent events that nobody on the way holds back. */
export function streamResponse(
  stream: ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Response {
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
      ...headers,
    },
  });
}

/** Reads a JSON body of at most `maxBytes`; throws 413, 415, or 400 with what is wrong. */
export async function readJson(request: Request, { maxBytes }: { maxBytes: number }): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) throw new AppError('malformed_json', 'The body is empty; send a JSON object.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AppError('malformed_json', 'The body is not JSON in UTF-8.');
  }
  checkStorable(value);
  return value;
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('body_too_large', `The body must not be larger than ${countWords(maxBytes, 'byte')}.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (thrown) {
    // Without its cause: a client that left is no fault of ours to look into.
    throw isAppError(thrown) ? thrown : new AppError('invalid_request', 'The request broke off.');
  }
  return Buffer.concat(chunks);
}

/** What PostgreSQL cannot store in JSON, and what is nested past all sense, is refused here. */
function checkStorable(root: unknown): void {
  const pending: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next;
    if (depth > 64) throw new AppError('invalid_request', 'The body is nested more than 64 levels deep.');
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
      throw new AppError('invalid_request', 'Text must not contain NUL characters or lone surrogates.');
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      pending.push({ value: key, depth: depth + 1 }, { value: child, depth: depth + 1 });
    }
  }
}

/** Parses with a schema; throws `invalid_request` that names each faulty field. */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  { prefix = '', whole = 'body' } = {},
): z.output<S> {
  const parsed = schema.safeParse(value, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: [prefix, ...issue.path].filter((part) => part !== '').join('.') || whole,
    message: issue.message,
  }));
  const detail = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
  throw new AppError('invalid_request', detail, { fields });
}

/** Parses the query string with a schema; a name given twice or unknown is an error. */
export function parseQuery<S extends z.ZodType>(schema: S, request: Request): z.output<S> {
  const pairs: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (name in pairs) throw new AppError('invalid_request', `${name} appears twice in the address.`);
    pairs[name] = value;
  }
  return parse(schema, pairs, { whole: 'address' });
}
