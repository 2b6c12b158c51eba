import path from 'node:path';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { publicName, type Recipe, startNginx } from './start-nginx.ts';

/**
 * How this run reaches the product: directly on loopback, or, as `npm run stand -- e2e` says by E2E_THROUGH, through nginx
 * with https under a name, on a host of its own or below a path.
 */
const through = process.env.E2E_THROUGH as 'https' | 'prefix' | undefined;
const recipes: Record<'https' | 'prefix', { recipe: Recipe; prefix: string }> = {
  https: { recipe: { name: 'host', isSecure: true }, prefix: '' },
  prefix: { recipe: { name: 'path', isSecure: true }, prefix: '/deep' },
};
const prefix = through ? recipes[through].prefix : '';

type Front = {
  publicUrl: string;
  /** Starts nginx before a product that listens on this port; `key` is what browsers and programs of the run show by themselves. */
  start(given: {
    folder: string;
    productPort: number;
    key: string | undefined;
  }): Promise<{ stop(): Promise<void> }>;
};

/** What stands before the next product; undefined where nothing does. */
export async function chooseFront(): Promise<Front | undefined> {
  if (!through) return undefined;
  const port = await findFreePort();
  const publicUrl = `https://${publicName}:${port}${prefix}`;
  return {
    publicUrl,
    async start({ folder, productPort, key }) {
      const { recipe } = recipes[through];
      const nginx = await startNginx(path.join(folder, 'nginx'), { recipe, port, productPort });
      if (key !== undefined) keys.set(publicUrl, key);
      return {
        async stop() {
          keys.delete(publicUrl);
          await nginx.stop();
        },
      };
    },
  };
}

/** The products of this process that are reached through nginx, and a key of each. */
const keys = new Map<string, string>();
const keyFor = (url: string): string | undefined =>
  [...keys].find(([publicUrl]) => url.startsWith(`${publicUrl}/`) || url === publicUrl)?.[1];

export const isBehindNginx = through !== undefined;

/** What a program of its own is told of the product: where it is and, through nginx, a key and how to get there. */
export function programEnv({ url, key }: { url: string; key?: string }): Record<string, string> {
  const { NODE_OPTIONS = '', NODE_TLS_REJECT_UNAUTHORIZED = '', NODE_NO_WARNINGS = '' } = process.env;
  return {
    INTENTUI_URL: url,
    ...(through && { INTENTUI_KEY: key ?? '', NODE_OPTIONS, NODE_TLS_REJECT_UNAUTHORIZED, NODE_NO_WARNINGS }),
  };
}

/** The path of an address as the product itself has it, without what the public address puts before it. */
export const ownPath = (pathname: string): string =>
  prefix && pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;

/** Where the product is that a page came from, without a slash at its end. */
export function rootOf(page: Page): string {
  const { origin, pathname } = new URL(page.url());
  return origin + (prefix && pathname.startsWith(prefix) ? prefix : '');
}

if (through) {
  const plainFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const key = typeof input === 'string' ? keyFor(input) : undefined;
    if (key === undefined) return plainFetch(input, init);
    const headers = new Headers(init?.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${key}`);
    return plainFetch(input, { ...init, headers });
  };
}

/** Lets every browser context of a run through nginx in by key; paths that begin with a slash are below the public address. */
export function letIn(browser: Browser): Browser {
  if (!through) return browser;
  const plain = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await plain({ ignoreHTTPSErrors: true, ...options });
    for (const [publicUrl, key] of keys)
      await context.request.post(`${publicUrl}/api/v1/session`, { data: { key } });
    showKey(context.request);
    context.on('page', goBelow);
    return context;
  };
  return browser;
}

const below = (address: string): string =>
  address.startsWith('/') ? `${[...keys.keys()].at(-1)}${address}` : address;

/** What a program asks beside the page; it is no page of ours, so a cookie alone would not do. */
function showKey(request: APIRequestContext): void {
  for (const method of ['get', 'post', 'delete', 'head', 'fetch'] as const) {
    const plain = request[method].bind(request) as (
      url: string,
      options?: { headers?: Record<string, string> },
    ) => ReturnType<APIRequestContext['get']>;
    const shown = (given: unknown, options: { headers?: Record<string, string> } = {}) => {
      const url = below(String(given));
      const key = keyFor(url);
      return plain(url, {
        ...options,
        headers: { ...(key && { authorization: `Bearer ${key}` }), ...options.headers },
      });
    };
    Object.assign(request, { [method]: shown });
  }
}

function goBelow(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = (address, options) => goto(below(address), options);
}
