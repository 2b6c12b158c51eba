import { isAppError } from '#lib/errors.ts';
import { checkUrl, followRedirect, parseUrl } from './check-url.ts';
import { decodeText } from './decode-text.ts';
import { failed, isUnreachable, statusOf, unreachable } from './failures.ts';
import { type Connect, openSocket } from './open-socket.ts';
import { readBody } from './read-body.ts';
import { type Resolve, resolveHost } from './resolve-host.ts';
import { sendRequest, type Validators } from './send-request.ts';

export { isUnreachable, statusOf };

/** A page as it arrived: the address after redirects, its media type without parameters, its text decoded. */
export type FetchedPage = { url: string; status: number; mediaType: string; text: string };

/** The same as it arrived, for what is no text; `contentType` holds the parameters too. */
export type FetchedBytes = {
  url: string;
  status: number;
  mediaType: string;
  contentType: string;
  body: Buffer;
} & Validators;

export type FetchOptions = {
  signal: AbortSignal;
  /** Limit of the body, both as it comes and unpacked. */
  maxBytes?: number;
  /** Limit of the whole, redirects included. */
  timeoutMs?: number;
  /** Limit of name look-up, TCP and TLS together, for each address on the way. */
  connectTimeoutMs?: number;
  firstByteTimeoutMs?: number;
  /** The media types that the caller can use. */
  accept?: readonly string[];
  /** Go to the first address's origin only, never to where it redirects. */
  headers?: Record<string, string>;
  /** JSON that is posted to the address; what answers it with a redirect fails. */
  body?: string;
  /**
   * Origins that the operator configured: any port and any address, for `url` itself and for redirects that never
   * leave the origin. Only the source that declares such a setting may pass it, never what a search found.
   */
  allow?: readonly string[];
  ports?: readonly number[];
  resolve?: Resolve;
  connect?: Connect;
};

const maxRedirects = 5;
const readableTypes = [
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  'text/markdown',
  'application/json',
  'application/xml',
  'text/xml',
  'application/atom+xml',
  'application/rss+xml',
];

/**
 * Reads a page at an address that we did not write. Only http and https, only the ports 80 and 443, and only public
 * addresses: checked where the socket is opened, at each of at most five redirects, and never through a proxy of the
 * environment. Throws AppError `source_failed`: one wording whenever no connection came about (`isUnreachable`), a
 * plain reason otherwise, `retryAfterSeconds` where the server named a time. Throws the signal's reason when aborted.
 */
export async function fetchUrl(url: string, options: FetchOptions): Promise<FetchedPage> {
  return asPage(await fetchBytes(url, options));
}

/** What was fetched, with its text decoded. */
export function asPage({ body, contentType, ...page }: FetchedBytes): FetchedPage {
  return { ...page, text: decodeText(body, { contentType }) };
}

/**
 * Reads what is at an address as `fetchUrl` does, and leaves its bytes as they are. Where `headers` ask whether the page
 * has changed, the status is 304 and the body empty when it has not.
 */
export async function fetchBytes(url: string, options: FetchOptions): Promise<FetchedBytes> {
  const { signal, timeoutMs = 18_000 } = options;
  signal.throwIfAborted();
  const clock = AbortSignal.timeout(timeoutMs);
  try {
    return await follow(url, { ...options, signal: AbortSignal.any([signal, clock]) });
  } catch (thrown) {
    signal.throwIfAborted();
    if (isAppError(thrown)) throw thrown;
    if (clock.aborted) throw failed(`The page took longer than ${timeoutMs / 1000} s.`, { cause: thrown });
    throw failed('The page could not be read.', { cause: thrown });
  }
}

async function follow(start: string, options: FetchOptions): Promise<FetchedBytes> {
  const { allow = [], headers = {} } = options;
  const origin = URL.parse(start)?.origin ?? '';
  let isAllowed = allow.includes(origin);
  let url = isAllowed ? parseUrl(start) : checkUrl(start, options);
  for (let redirects = 0; ; redirects += 1) {
    const sent = url.origin === origin ? headers : {};
    const answer = await visit(url, { ...options, headers: sent, isAllowed });
    if ('body' in answer) return answer;
    if (options.body !== undefined) throw failed('The service answers with a redirect.');
    if (redirects === maxRedirects) throw failed(`The page redirects more than ${maxRedirects} times.`);
    ({ url, isAllowed } = followRedirect(answer.location, { from: url, isAllowed, ports: options.ports }));
  }
}

/** One request: the page, or where it redirects to. The socket is closed in any case. */
async function visit(
  url: URL,
  options: FetchOptions & { isAllowed: boolean },
): Promise<FetchedBytes | { location: string }> {
  const { signal, accept = readableTypes, maxBytes = 5 * 2 ** 20 } = options;
  const socket = await connectTo(url, options);
  try {
    const response = await sendRequest(url, {
      socket,
      signal,
      accept,
      headers: options.headers ?? {},
      body: options.body,
      firstByteTimeoutMs: options.firstByteTimeoutMs ?? 10_000,
    });
    if ('location' in response) return response;
    const { status, contentType, mediaType, validators } = response;
    // Not modified, as whoever sent what it goes by wanted to know: nothing follows.
    const body = status === 304 ? Buffer.alloc(0) : await readBody(response.message, { maxBytes, signal });
    return { url: url.href, status, mediaType, contentType, body, ...validators };
  } finally {
    socket.destroy();
  }
}

async function connectTo(url: URL, options: FetchOptions & { isAllowed: boolean }) {
  const { connectTimeoutMs = 3000, isAllowed: anyAddress, resolve, connect } = options;
  const clock = AbortSignal.timeout(connectTimeoutMs);
  const signal = AbortSignal.any([options.signal, clock]);
  try {
    const addresses = await resolveHost(url, { signal, anyAddress, resolve });
    return await openSocket(url, { addresses, signal, connect });
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw clock.aborted ? unreachable(thrown) : thrown;
  }
}
