import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { cutSilentReaders } from './cut-silent-readers.ts';

const running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop();
});

/** A server that has more to say than fits between it and a reader; answers how many of its responses are open, and were. */
async function serve(type: string) {
  let [begun, open] = [0, 0];
  const server = http.createServer((_, response) => {
    begun += 1;
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    response.on('error', () => {});
    response.setHeader('content-type', type);
    response.write(Buffer.alloc(32 * 1024 * 1024, 'x'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  running.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    begun: () => begun,
    open: () => open,
    silent() {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.pause();
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      running.push(() => socket.destroy());
      return socket;
    },
  };
}

test('who reads nothing of an event stream is let go, who reads stays', async () => {
  const watch = cutSilentReaders({ silentMs: 3_000 });
  running.push(watch.stop);
  const server = await serve('text/event-stream; charset=utf-8');
  const reader = server.silent();
  reader.resume();
  server.silent();
  server.silent();
  await expect.poll(server.begun).toBe(3);
  await expect.poll(server.open).toBe(1);
  expect(reader.destroyed).toBe(false);
});

test('whatever else is slow is left alone', async () => {
  const watch = cutSilentReaders({ silentMs: 200 });
  running.push(watch.stop);
  const [download, stream] = [await serve('application/pdf'), await serve('text/event-stream')];
  download.silent();
  await expect.poll(download.begun).toBe(1);
  stream.silent();
  await expect.poll(stream.begun).toBe(1);
  await expect.poll(stream.open).toBe(0);
  expect(download.open()).toBe(1);
});
