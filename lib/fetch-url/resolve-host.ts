import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { unreachable } from './failures.ts';
import { isPublicAddress } from './public-address.ts';

/** Finds the addresses of a host name, as digits. */
export type Resolve = (hostname: string) => Promise<string[]>;

/**
 * The addresses of a URL's host to which a socket may be opened: the public ones, or all where `anyAddress`. The
 * caller connects to these and asks nobody again, so that a name cannot mean something else a moment later. Throws
 * `source_failed` when there are none, and the abort reason.
 */
export async function resolveHost(
  url: URL,
  {
    signal,
    anyAddress,
    resolve = systemResolve,
  }: { signal: AbortSignal; anyAddress: boolean; resolve?: Resolve | undefined },
): Promise<string[]> {
  const hostname = bareHostname(url);
  const found = isIP(hostname) ? [hostname] : await untilAborted(resolve(hostname), signal);
  const addresses = anyAddress ? found : found.filter(isPublicAddress);
  if (addresses.length === 0) throw unreachable(`no public address: ${hostname}`);
  return addresses;
}

/** The host name of a URL without the brackets of an IPv6 address and without a dot at its end. */
export function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$|\.$/g, '');
}

async function systemResolve(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

/** A lookup cannot be stopped: the answer of one that lasts too long is left to nobody. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work
      .then(resolve, (thrown) => reject(unreachable(thrown)))
      .finally(() => {
        signal.removeEventListener('abort', abort);
      });
  });
}
