import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** A server on loopback; `stop` also closes what is still open. */
export type TestServer = { port: number; origin: string; stop(): Promise<void> };

/** Serves HTTP on 127.0.0.1. */
export async function startHttpServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  return started(server, { host: '127.0.0.1', closeAll: () => server.closeAllConnections() });
}

/** Speaks raw bytes on 127.0.0.1, for answers that no HTTP server would send. */
export async function startTcpServer(talk: (socket: Socket) => void): Promise<TestServer> {
  const { server, closeAll } = tcpServer(talk);
  return started(server, { host: '127.0.0.1', closeAll });
}

/** Counts every connection that reaches a port of this machine, on IPv4 and, where there is one, IPv6. */
export async function startCanary(): Promise<TestServer & { connections(): number }> {
  let connections = 0;
  const { server, closeAll } = tcpServer((socket) => {
    connections += 1;
    socket.resume().end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\ncanary');
  });
  const canary = await started(server, { host: '::', closeAll }).catch(() =>
    started(server, { host: '0.0.0.0', closeAll }),
  );
  return { ...canary, connections: () => connections };
}

function tcpServer(talk: (socket: Socket) => void): { server: Server; closeAll: () => void } {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    talk(socket);
  });
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { server, closeAll };
}

function started(
  server: Server,
  { host, closeAll }: { host: string; closeAll: () => void },
): Promise<TestServer> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      resolve({
        port,
        origin: `http://127.0.0.1:${port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            closeAll();
          }),
      });
    });
  });
}

/** Writes `start` and then `block` for ever, as fast as it is taken. */
export function pour(socket: Socket, { start, block }: { start: string; block: Buffer }): void {
  socket.write(start);
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  more();
}

/** Writes `start` and then one byte at a time. */
export function drip(socket: Socket, { start, pauseMs = 20 }: { start: string; pauseMs?: number }): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), pauseMs);
  socket.on('close', () => clearInterval(timer));
}
