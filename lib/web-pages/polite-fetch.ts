import { isAppError } from '#lib/errors.ts';
import { failed } from '#lib/fetch-url/failures.ts';
import {
  asPage,
  type FetchedBytes,
  type FetchOptions,
  fetchBytes,
  fetchUrl,
  isUnreachable,
  statusOf,
} from '#lib/fetch-url/fetch-url.ts';
import type { Log } from '#lib/log.ts';
import { createHostTurns } from './host-turns.ts';
import type { PageCache } from './page-cache.ts';
import { parseRobots, type Robots } from './robots.ts';

/** What a site's robots.txt may call us by. */
const product = 'IntentUI-Research';
const robotsKeptMs = 86_400_000;
/** A site that fails may soon be well. */
const failedKeptMs = 300_000;
const robotsTimeoutMs = 8000;
const maxSites = 2000;
const everything: Robots = { allows: () => true, pauseSeconds: null };
const nothing: Robots = { allows: () => false, pauseSeconds: null };

/**
 * Fetches pages of the web as `fetchUrl` does, with the manners of a visitor: a site's robots.txt is kept to, each host has
 * its turns over all jobs, and a page that was fetched before is asked for again only when it may have changed, and then
 * whether it has. Where a host cannot be reached or fails, the page as it was last stands. `allow`, which the operator's
 * own services need, is not for pages of others: such a request is passed on as it is.
 */
export function createPoliteFetch({
  cache,
  log,
  contact,
  now = Date.now,
  fetch = fetchBytes,
  turns = createHostTurns({ now }),
}: {
  cache: PageCache;
  log: Log;
  contact?: string | undefined;
  now?: () => number;
  fetch?: typeof fetchBytes;
  turns?: ReturnType<typeof createHostTurns>;
}): typeof fetchUrl {
  const sites = new Map<string, { robots: Promise<Robots>; until: number }>();
  const agent = { 'user-agent': `${product}/0.1 (${contact ?? 'research assistant'})` };

  function robotsOf(origin: string): Promise<Robots> {
    const known = sites.get(origin);
    if (known && known.until > now()) return known.robots;
    // Whoever asks first may go; the others still want to know.
    const { signal } = new AbortController();
    const text = ['text/plain', 'text/html', 'text/x-robots', 'application/octet-stream'];
    const asking = fetch(`${origin}/robots.txt`, {
      signal,
      timeoutMs: robotsTimeoutMs,
      maxBytes: 512 * 1024,
      accept: text,
      headers: agent,
    });
    const robots = asking.then(
      ({ body }) => parseRobots(body.toString('utf8'), product),
      // As RFC 9309 says: what a site has not got allows everything, one that fails nothing.
      (thrown) => ((statusOf(thrown) ?? 0) >= 500 ? nothing : everything),
    );
    const site = { robots, until: now() + robotsKeptMs };
    sites.delete(origin);
    sites.set(origin, site);
    for (const oldest of [...sites.keys()].slice(0, -maxSites)) sites.delete(oldest);
    asking.catch((thrown) => {
      const status = statusOf(thrown) ?? 0;
      if (status < 400 || status >= 500) site.until = now() + failedKeptMs;
    });
    return robots;
  }

  async function checked(address: URL, signal: AbortSignal): Promise<Robots> {
    const robots = await untilAborted(robotsOf(address.origin), signal);
    if (robots.allows(address)) return robots;
    throw failed(`${address.host} asks programs not to read this page (robots.txt).`);
  }

  async function visit(url: string, options: FetchOptions): Promise<FetchedBytes> {
    const address = new URL(url);
    const robots = await checked(address, options.signal);
    const known = await cache.find(url).catch((cause) => {
      log.warn('the page cache cannot be read', { cause: String(cause) });
      return null;
    });
    if (known?.isFresh) return known;
    const keep = (work: Promise<void>) =>
      work.catch((cause) => log.warn('a page is not stored', { cause: String(cause) }));
    try {
      const headers = { ...options.headers, ...agent, ...(known && validatorsOf(known)) };
      const page = await turns.take(address.host, () => fetch(url, { ...options, headers }), {
        signal: options.signal,
        pauseSeconds: robots.pauseSeconds,
      });
      if (page.status === 304 && known) {
        await keep(cache.confirm(url, page));
        return known;
      }
      const landed = new URL(page.url);
      if (landed.origin !== address.origin) await checked(landed, options.signal);
      await keep(cache.store(url, page));
      return page;
    } catch (thrown) {
      options.signal.throwIfAborted();
      const status = statusOf(thrown) ?? 0;
      if (isAppError(thrown) && thrown.retryAfterSeconds)
        await turns.rest(address.host, thrown.retryAfterSeconds);
      if (known && (isUnreachable(thrown) || status === 429 || status >= 500)) return known;
      if (known && (status === 404 || status === 410)) await keep(cache.drop(url));
      throw thrown;
    }
  }

  return async (url, options) => {
    if (options.allow || options.body !== undefined || !/^https?:/i.test(url) || !URL.canParse(url))
      return fetchUrl(url, options);
    const { accept } = options;
    const page = await visit(url, options);
    // What another source could read may be of no use to this one.
    if (accept && !accept.includes(page.mediaType))
      throw failed(`${new URL(url).host} answered ${page.mediaType}, which is of no use here.`);
    // With its bytes, for readers of what is no text.
    return { ...page, ...asPage(page) };
  };
}

const validatorsOf = ({ etag, lastModified }: FetchedBytes): Record<string, string> => ({
  ...(etag && { 'if-none-match': etag }),
  ...(lastModified && { 'if-modified-since': lastModified }),
});

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
