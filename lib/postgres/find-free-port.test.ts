import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findFreePort, isPortFree } from './find-free-port.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('a port that was found can be listened on, and no other process is given it by chance', async () => {
  const port = await findFreePort();
  // Systems give ports from 32768 (Linux) or 49152 on to who does not name one.
  expect(port).toBeGreaterThan(1024);
  expect(port).toBeLessThan(32_768);
  const server = createServer().listen(port, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  expect(await isPortFree(port)).toBe(false);
});

test('no port is found twice', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => findFreePort()));
  expect(new Set(ports).size).toBe(300);
});
