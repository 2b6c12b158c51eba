import { failed, unreachable } from './failures.ts';

export const webPorts: readonly number[] = [80, 443];
const maxLength = 8000;

/** Names that are never public, whatever a resolver says of them. */
const localNames =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|onion)$/;

/**
 * Parses an address that we did not write and refuses what its text alone rules out: other schemes than http and
 * https, user names and passwords, other ports than `ports`, names of the local network. Throws `source_failed`.
 */
export function checkUrl(
  text: string,
  { ports = webPorts }: { ports?: readonly number[] | undefined } = {},
): URL {
  const url = parseUrl(text);
  if (!ports.includes(portOf(url))) throw failed('Only the ports 80 and 443 are read.');
  const name = url.hostname.replace(/\.+$/, '');
  const isAddress = name.startsWith('[') || /^[\d.]+$/.test(name);
  if (!isAddress && (!name.includes('.') || localNames.test(name))) throw unreachable(`local name: ${name}`);
  return url;
}

/** The part of `checkUrl` that also holds for an address which the operator configured. */
export function parseUrl(text: string): URL {
  const url = text.length <= maxLength ? URL.parse(text) : null;
  if (!url) throw failed('This is not the address of a web page.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw failed('Only http and https addresses are read.');
  }
  if (url.username || url.password) throw failed('Addresses with a user name or a password are not read.');
  return url;
}

/**
 * Where a redirect leads and whether that is still what the operator allowed: only while no redirect has left the
 * allowed origin. Everything else is checked like any address; from https to http nothing is followed.
 */
export function followRedirect(
  location: string,
  { from, isAllowed, ports }: { from: URL; isAllowed: boolean; ports?: readonly number[] | undefined },
): { url: URL; isAllowed: boolean } {
  const staysAllowed = isAllowed && parseUrl(location).origin === from.origin;
  const url = staysAllowed ? parseUrl(location) : checkUrl(location, { ports });
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw failed('The page redirects from https to http.');
  }
  return { url, isAllowed: staysAllowed };
}

/** The port that a request to the address would use. */
export function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}
