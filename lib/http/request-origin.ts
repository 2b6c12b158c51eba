import { AppError } from '#lib/errors.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses requests under a host name that is not this machine's loopback (a rebound DNS name), and requests that a
 * page of another origin makes. Throws `forbidden_host` or `forbidden_origin`.
 */
export function checkRequestOrigin(request: Request): void {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (!loopback.has(hostName(host))) {
    throw new AppError('forbidden_host', 'Use the address that `npm start` prints.');
  }
  const origin = request.headers.get('origin');
  if (origin !== null && !isSameOrigin(origin, host)) throw new AppError('forbidden_origin');
  if (
    request.headers.get('sec-fetch-site') === 'cross-site' &&
    request.headers.get('sec-fetch-mode') !== 'navigate'
  ) {
    throw new AppError('forbidden_origin');
  }
}

/**
 * Refuses what a cookie let in and no page of ours has sent: browsers name the page's origin with whatever changes
 * something, so that a request that names none is not one of theirs. Throws `forbidden_origin`.
 */
export function checkSentByPage(request: Request): void {
  if (request.headers.has('origin') || request.headers.get('sec-fetch-site') === 'same-origin') return;
  throw new AppError('forbidden_origin', 'Programs send a key: “Authorization: Bearer iur_…”.');
}

const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
