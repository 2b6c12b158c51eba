import { createServer } from 'node:net';

/** Finds a TCP port on which nobody listens on 127.0.0.1; it is free when asked, so be ready to ask again. */
export async function findFreePort(): Promise<number> {
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
