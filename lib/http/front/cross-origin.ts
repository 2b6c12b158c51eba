import type http from 'node:http';

/** What a page of a listed origin may send and read beside what every page may. */
const methods = 'GET, POST, DELETE';
const sent = 'authorization, content-type, accept, idempotency-key, prefer, last-event-id, if-none-match';
const read =
  'location, etag, retry-after, ratelimit, ratelimit-policy, idempotent-replayed, preference-applied, www-authenticate, x-vercel-ai-ui-message-stream';
const rememberedSeconds = '600';

/**
 * Lets pages of the listed origins read what the API answers them, and answers their preflights; true when that was all.
 * No cookie goes along: such a page shows a key. Every other origin is told nothing, so that its browser refuses.
 */
export function answerCrossOrigin(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  pages: readonly string[],
): boolean {
  if (pages.length === 0) return false;
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !pages.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', read);
  if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return false;
  response.writeHead(204, {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': sent,
    'access-control-max-age': rememberedSeconds,
    ...(request.headers['access-control-request-private-network'] && {
      'access-control-allow-private-network': 'true',
    }),
  });
  response.end();
  return true;
}
