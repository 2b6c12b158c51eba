import { AppError, causesOf, isAppError } from '#lib/errors.ts';
import { readRetryAfter } from '#lib/http/retry-after.ts';
import { tooLarge, tooLargeCode } from './stdio-transport.ts';

/** Marks, as its cause, an error that is a server's refusal. */
type Refusal = { refusedWith: number };

/**
 * The `fetch` of an MCP server at an address that the operator configured: it follows no redirect, reads at most
 * `maxBytes` of an answer, and ends a stream of events with an error for the request that it leaves unanswered, which
 * would wait for its time limit otherwise. The stream in which servers speak unasked is not opened. Answers 401, 403 and
 * 429, and redirects, throw AppError `source_failed`, which `refusalOf` finds again.
 */
export function createBoundedFetch({
  maxBytes,
  name,
  refused,
}: {
  maxBytes: number;
  name: string;
  refused: string;
}) {
  return async (input: URL | RequestInfo, init: RequestInit = {}): Promise<Response> => {
    if ((init.method ?? 'GET') === 'GET') return new Response(null, { status: 405 });
    const response = await fetch(input, { ...init, redirect: 'manual', cache: 'no-store' });
    const { status } = response;
    if ([401, 403, 429].includes(status) || (status >= 300 && status < 400)) {
      await response.body?.cancel().catch(() => {});
      throw refuse(response, { name, refused });
    }
    const declared = Number(response.headers.get('content-length') ?? 0);
    const isEvents = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    if (!response.body) return response;
    const body = isEvents
      ? boundEvents(response.body, { maxBytes, id: idOf(init.body) })
      : boundBody(response.body, { maxBytes, declared });
    return new Response(body, { status, statusText: response.statusText, headers: response.headers });
  };
}

/** Finds a server's refusal in what was thrown or what caused it: what we said of it, and its status. */
export function refusalOf(thrown: unknown): { told: AppError; status: number } | undefined {
  for (const told of causesOf(thrown)) {
    if (isAppError(told) && isRefusal(told.cause)) return { told, status: told.cause.refusedWith };
  }
  return undefined;
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refusedWith' in value;

function refuse({ status, headers }: Response, { name, refused }: { name: string; refused: string }) {
  const cause: Refusal = { refusedWith: status };
  if (status === 429) {
    const seconds = Math.ceil(readRetryAfter(Object.fromEntries(headers)) ?? 0);
    return seconds > 0
      ? new AppError('source_failed', `${name} is limiting requests (429): ${seconds} s.`, {
          cause,
          retryAfterSeconds: seconds,
        })
      : new AppError('source_failed', `${name} is limiting requests (429).`, { cause });
  }
  const reason =
    status >= 400
      ? `${refused} (${status}).`
      : `${name} redirects (${status}), which is not followed: set its address.`;
  return new AppError('source_failed', reason, { cause });
}

function idOf(body: RequestInit['body']): number | null {
  if (typeof body !== 'string') return null;
  const { id } = JSON.parse(body) as { id?: unknown };
  return typeof id === 'number' ? id : null;
}

function boundBody(
  body: ReadableStream<Uint8Array>,
  { maxBytes, declared }: { maxBytes: number; declared: number },
): ReadableStream<Uint8Array> {
  let bytes = declared > maxBytes ? declared : 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > maxBytes) controller.error(new Error(tooLarge(maxBytes)));
        else controller.enqueue(chunk);
      },
    }),
  );
}

/** Passes events on, and in the end, at the limit or when the connection breaks, an error for who still waits. */
function boundEvents(
  body: ReadableStream<Uint8Array>,
  { maxBytes, id }: { maxBytes: number; id: number | null },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const encoder = new TextEncoder();
  let bytes = 0;
  const closing = (message: string) => {
    const error = { jsonrpc: '2.0', id, error: { code: tooLargeCode, message } };
    return encoder.encode(id === null ? '' : `\n\nevent: message\ndata: ${JSON.stringify(error)}\n\n`);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      bytes += next.value?.length ?? 0;
      if (next.done) {
        controller.enqueue(closing('The connection ended before the answer.'));
        controller.close();
      } else if (bytes > maxBytes) {
        await reader.cancel().catch(() => {});
        controller.enqueue(closing(tooLarge(maxBytes)));
        controller.close();
      } else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
