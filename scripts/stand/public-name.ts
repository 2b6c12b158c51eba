import { connect as netConnect } from 'node:net';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';

/** An address of the public internet, so that the guard has nothing against it; nothing is ever sent there. */
const publicAddress = '93.184.215.14';

/** Fetches as the guard does, where a public name is served by a port of this machine. */
export const withPublicName =
  (fetchPage: typeof fetchUrl, { name, port }: { name: string; port: number }): typeof fetchUrl =>
  (url, options) =>
    fetchPage(url, {
      ...options,
      resolve: async (hostname) => {
        if (hostname !== name) throw new Error('there is no network here');
        return [publicAddress];
      },
      connect: () => netConnect({ host: '127.0.0.1', port }),
    });
