import http from 'node:http';
import https from 'node:https';
import { canonicalJson } from './canonical-json.ts';
import { limits } from './limits.ts';
import { type SigningKeys, sign, verify } from './signature.ts';

/** An answer of the app, its signature checked and its body parsed where it is JSON. */
export type AppResponse = { status: number; headers: Record<string, string | undefined>; body: unknown };

const brand = Symbol.for('inngest-in-process.AppUnreachable');

/** The app could not be reached at all: nothing of it has run. */
export class AppUnreachable extends Error {
  readonly [brand] = true;

  constructor(cause: Error) {
    super(`The app cannot be reached: ${cause.message}`, { cause });
    this.name = 'AppUnreachable';
  }
}

/** Whether this is an AppUnreachable, whichever copy of this module made it. */
export function isAppUnreachable(thrown: unknown): thrown is AppUnreachable {
  return thrown instanceof Error && brand in thrown;
}

export type AppCaller = {
  call(request: AppRequest): Promise<AppResponse>;
  /** Closes idle connections; calls under way end when their signal says so. */
  close(): void;
};
type AppRequest = {
  method: 'POST' | 'PUT';
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
};

const closeRaceMs = 500;
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'];

/**
 * Calls the app at one address over connections that are kept. Calls are signed; an answer counts if it is signed with
 * either key, or comes from an SDK that signs none. Throws AppUnreachable when nothing was sent, and an Error that says why when the answer is not usable.
 */
export function createAppCaller({
  appUrl,
  signingKeys,
}: {
  appUrl: string;
  signingKeys: SigningKeys;
}): AppCaller {
  const secure = new URL(appUrl).protocol === 'https:';
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });

  function send({ method, query = {}, headers = {}, body, signal }: AppRequest): Promise<AppResponse> {
    const url = new URL(appUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = canonicalJson(body);
    const payload = Buffer.from(text);
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, {
        method,
        agent,
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': payload.length,
          'user-agent': 'inngest-engine',
          'x-inngest-server-kind': 'cloud',
          'x-inngest-signature': sign(text, signingKeys[0]),
        },
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (neverConnected.includes(error.code ?? '')) reject(new AppUnreachable(error));
        // The app closed a kept connection just as it was used again: as good as not connected.
        else if (request.reusedSocket && error.code === 'ECONNRESET' && Date.now() - sentAt < closeRaceMs) {
          reject(new AppUnreachable(error));
        } else reject(error);
      });
      request.on('response', (response) => {
        readText(response)
          .then((answer) => check(response, answer))
          .then(resolve, reject);
      });
      const sentAt = Date.now();
      request.end(payload);
    });
  }

  function check(response: http.IncomingMessage, text: string): AppResponse {
    const status = response.statusCode ?? 0;
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value,
      ]),
    );
    const signature = headers['x-inngest-signature'];
    const isSigned = verify(text, signature, signingKeys);
    // SDKs of other languages do not sign what they answer.
    const counts = isSigned || (signature === undefined && headers['x-inngest-sdk'] !== undefined);
    if (!counts && (status === 200 || status === 206)) {
      throw new Error(
        signature === undefined
          ? 'The answer does not come from an Inngest SDK; is this the address of its route?'
          : 'The answer of the app is not signed with the signing key of this engine.',
      );
    }
    const body = parse(text);
    return {
      status,
      headers: counts ? headers : {},
      body: body === undefined ? { message: `The app answered ${status}` } : body,
    };
  }

  return { call: send, close: () => agent.destroy() };
}

async function readText(stream: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.responseBytes)
      throw new Error(`The app answered more than ${limits.responseBytes.toLocaleString('en')} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
