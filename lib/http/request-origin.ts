import { isIP } from 'node:net';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { isLoopbackName, type PublicUrl, publicUrl } from '#lib/public-url.ts';

/** What is asked of a request: a `Request`, or the head of one that was not read yet. */
export type RequestHead = { url: string; headers: Pick<Headers, 'get'> };

/** Under which names and for which pages this process answers. */
export type Doors = {
  publicUrl: PublicUrl | null;
  /** Whether others reach this machine directly: then by its numbers too, which no DNS name can be bound to. */
  isOpen: boolean;
  /** The origins of others whose pages may use the API, each with a key. */
  pages?: readonly string[];
  /** The name by which an engine on another machine calls. */
  appName: string | undefined;
};

/**
 * Refuses requests under a host name that is neither this machine's loopback nor that of `PUBLIC_URL` (a rebound DNS
 * name), and requests that a page of another origin makes which `CORS_ORIGINS` does not list. Throws `forbidden_host` or `forbidden_origin`.
 */
export function checkRequestOrigin(request: RequestHead, doors: Doors = ownDoors()): void {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (!isOwnHost(host, doors)) throw new AppError('forbidden_host', addressToUse(doors));
  if (isFromListedPage(request, doors)) return;
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, { host, doors }))
    throw new AppError('forbidden_origin', pagesToUse);
  if (
    request.headers.get('sec-fetch-site') === 'cross-site' &&
    request.headers.get('sec-fetch-mode') !== 'navigate'
  ) {
    throw new AppError('forbidden_origin', pagesToUse);
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

/** Whether a page of another origin asks that is listed: it may use the API, by a key and not by a cookie. */
export function isFromListedPage(request: RequestHead, doors: Doors = ownDoors()): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && doors.pages?.includes(origin) === true;
}

let known: Doors | undefined;

/** The doors of this process; read once, since they never change. */
export function ownDoors(): Doors {
  if (known) return known;
  const { HOST, APP_URL, CORS_ORIGINS } = readConfig();
  known = {
    publicUrl: publicUrl(),
    isOpen: !isLoopbackName(HOST) && HOST !== '::1',
    pages: CORS_ORIGINS,
    appName: APP_URL && new URL(APP_URL).hostname,
  };
  return known;
}

/** The port says nothing of who asks, and proxies are often told to leave it out. */
function isOwnHost(host: string, { publicUrl, isOpen, appName }: Doors): boolean {
  const name = hostName(host);
  if (isLoopbackName(name) || name === publicUrl?.hostname || name === appName) return true;
  return isOpen && isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function isOwnOrigin(origin: string, { host, doors }: { host: string; doors: Doors }): boolean {
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (given.origin === doors.publicUrl?.origin) return true;
  const name = hostName(host);
  return given.host === host.toLowerCase() && (isLoopbackName(name) || name !== doors.publicUrl?.hostname);
}

/** The name in a Host header, without its port. */
export const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

const addressToUse = ({ publicUrl }: Doors): string =>
  publicUrl
    ? `Use ${publicUrl.href}.`
    : 'Use the address that `npm start` prints; behind a proxy, or under a name, PUBLIC_URL says which it is.';

const pagesToUse =
  'Only pages of this address may ask here; CORS_ORIGINS lists others that may, each with a key.';
