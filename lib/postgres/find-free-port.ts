import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems give to connections and to who asks for any port, so that nobody gets one of these by chance. */
const leastPort = 20_000;
const mostPort = 32_000;
const tries = 50;
const given = new Set<number>();

/**
 * Finds a TCP port on which nobody listens on 127.0.0.1, each time another one; it is free when asked, so be ready to
 * ask again.
 */
export async function findFreePort(): Promise<number> {
  for (let n = 0; n < tries; n += 1) {
    const port = randomInt(leastPort, mostPort);
    if (given.has(port)) continue;
    given.add(port);
    if (await isPortFree(port)) return port;
  }
  const port = await listen(0);
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}

/** Says whether 127.0.0.1:port could be listened on just now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
