import { readConfig } from './config.ts';

/** The address that people and programs use, as `PUBLIC_URL` names it. */
export type PublicUrl = {
  /** Without a slash at its end. */
  href: string;
  origin: string;
  hostname: string;
  /** The path before every path of the product, such as `/deep`; empty at the root of a host. */
  path: string;
  isSecure: boolean;
};

/** Takes apart a `PUBLIC_URL` that the configuration has let pass. */
export function parsePublicUrl(text: string): PublicUrl {
  const { origin, hostname, pathname, protocol } = new URL(text);
  const path = pathname.replace(/\/+$/, '');
  return { href: origin + path, origin, hostname, path, isSecure: protocol === 'https:' };
}

let known: PublicUrl | null | undefined;

/** The public address of this process; null where it serves its own machine. Read once: it never changes. */
export function publicUrl(): PublicUrl | null {
  if (known === undefined) {
    const { PUBLIC_URL } = readConfig();
    known = PUBLIC_URL === undefined ? null : parsePublicUrl(PUBLIC_URL);
  }
  return known;
}

/** A path of the product as a browser has to ask for it. */
export const publicPath = (path: string): string => `${publicUrl()?.path ?? ''}${path}`;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host name, as addresses have it, is this machine and nothing else. */
export const isLoopbackName = (hostname: string): boolean => loopback.has(hostname.toLowerCase());
