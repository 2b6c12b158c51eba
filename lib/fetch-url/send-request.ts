import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { answeredStatus, failed } from './failures.ts';
import { acceptedEncodings } from './read-body.ts';

/** What a server says by which it knows later whether the page has changed, and how long it stays as it is. */
export type Validators = { etag?: string; lastModified?: string; cacheControl?: string };

const maxHeaderBytes = 32 * 1024;
const maxInterimAnswers = 20;
const redirects = new Set([301, 302, 303, 307, 308]);
const userAgent = 'IntentUI-Research/0.1 (research assistant)';

type Answer =
  | {
      status: number;
      contentType: string;
      mediaType: string;
      message: IncomingMessage;
      validators: Validators;
    }
  | { location: string };

/**
 * Sends a GET, or a POST of JSON where there is a body, over an open socket and judges the head of the answer: a body of an accepted media type that is still to
 * be read, or the absolute address of a redirect. Throws `source_failed` for everything else, and the abort reason.
 */
export async function sendRequest(
  url: URL,
  options: {
    socket: Socket;
    signal: AbortSignal;
    accept: readonly string[];
    headers: Record<string, string>;
    body?: string | undefined;
    firstByteTimeoutMs: number;
  },
): Promise<Answer> {
  const message = await head(url, options);
  const status = message.statusCode ?? 0;
  const { location } = message.headers;
  if (redirects.has(status) && location) return { location: absolute(location, url) };
  const isUnchanged =
    status === 304 && ('if-none-match' in options.headers || 'if-modified-since' in options.headers);
  if ((status < 200 || status > 299) && !isUnchanged) {
    throw answeredStatus(url.host, {
      status,
      words: STATUS_CODES[status] ?? '',
      retryAfterSeconds: retryAfterSeconds(message.headers['retry-after']),
    });
  }
  const contentType = message.headers['content-type'] ?? 'text/plain';
  const mediaType = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (!isUnchanged && !options.accept.includes(mediaType)) {
    throw failed(
      `${url.host} answered ${mediaType.slice(0, 60)} where ${nameOf(options.accept)} was expected.`,
    );
  }
  return { status, contentType, mediaType, message, validators: validatorsOf(message) };
}

function validatorsOf({ headers }: IncomingMessage): Validators {
  const { etag, 'last-modified': lastModified, 'cache-control': cacheControl } = headers;
  return {
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
    ...(cacheControl && { cacheControl }),
  };
}

/** Media types that a request names; servers refuse long heads. */
const mostNamed = 12;

function nameOf(accepted: readonly string[]): string | undefined {
  if (accepted.length === 1) return accepted[0];
  return accepted.every((type) => type.startsWith('image/')) ? 'a picture' : 'a text page';
}

function head(
  url: URL,
  { socket, signal, accept, headers, body, firstByteTimeoutMs }: Parameters<typeof sendRequest>[1],
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({
      path: url.pathname + url.search,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'user-agent': userAgent,
        accept:
          accept.length > mostNamed
            ? `${accept.slice(0, mostNamed).join(', ')}, */*;q=0.5`
            : accept.join(', '),
        'accept-encoding': acceptedEncodings,
        'accept-language': 'en, *;q=0.5',
        ...(body !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
        ...headers,
        host: url.host,
        connection: 'close',
      },
      setHost: false,
      // Without an agent: no shared sockets, and no proxy that an environment variable may name.
      createConnection: () => socket,
      maxHeaderSize: maxHeaderBytes,
      signal,
    });
    const timer = setTimeout(() => {
      sent.destroy(failed(`${url.host} did not answer within ${firstByteTimeoutMs / 1000} s.`));
    }, firstByteTimeoutMs);
    let interimAnswers = 0;
    sent.on('information', () => {
      interimAnswers += 1;
      if (interimAnswers > maxInterimAnswers) sent.destroy(failed(`${url.host} did not come to an answer.`));
    });
    sent.once('response', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    sent.on('error', (thrown) => reject(explain(thrown, url)));
    sent.once('close', () => {
      clearTimeout(timer);
      reject(failed(`${url.host} closed the connection without an answer.`));
    });
    sent.end(body);
  });
}

function explain(thrown: Error & { code?: string }, url: URL): Error {
  if (thrown.code === 'HPE_HEADER_OVERFLOW')
    return failed(`${url.host} sent too long a header.`, { cause: thrown });
  if (thrown.code?.startsWith('HPE_'))
    return failed(`${url.host} did not answer in HTTP.`, { cause: thrown });
  if (thrown.code === 'ECONNRESET') return failed(`${url.host} broke the connection off.`, { cause: thrown });
  return thrown;
}

/** Node reads headers as Latin-1; what is not ASCII was UTF-8. */
function absolute(location: string, base: URL): string {
  const url = URL.parse(Buffer.from(location, 'latin1').toString(), base);
  if (!url) throw failed('The page redirects to what is no address.');
  url.hash = '';
  return url.href;
}

function retryAfterSeconds(header: string | undefined): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 86_400) : undefined;
}
