import { once } from 'node:events';
import type http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { pipeToNodeResponse } from 'next/dist/server/pipe-readable.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrontServer } from '#lib/http/front/front-server.ts';
import { createJobListener } from '#lib/jobs/job-listener.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { createEventStream } from '#lib/log-stream/event-stream.ts';
import { createJobTails } from '#lib/log-stream/job-tails.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { cutSilentReaders } from './cut-silent-readers.ts';

const mebibyte = 1024 * 1024;
/** More than the system's buffers on both ends take of a stream that nobody reads. */
const logBytes = 16 * mebibyte;
const eventBytes = 64 * 1024;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a client that reads nothing of a job costs little memory and is let go, with what it needs to come back', async () => {
  const { log } = createTestLog();
  const listener = createJobListener({ databaseUrl: database.url, log });
  await listener.start();
  const writer = createLogWriter({ databaseUrl: database.url, onAppended: listener.tell });
  const tails = createJobTails({ databaseUrl: database.url, listener, log });
  const silent = cutSilentReaders({ silentMs: 3_000 });
  const jobId = await createTestJob(database.db);
  const open = new Set<http.ServerResponse>();
  // As the product serves it: its own server, and the pipe of Next.js behind it.
  const server = createFrontServer({
    doors: { publicUrl: null, isOpen: false, appName: undefined },
    trusts: () => false,
    engineUrl: 'http://127.0.0.1:1',
    handle: async (_, response) => {
      open.add(response);
      const left = new AbortController();
      response.once('close', () => {
        open.delete(response);
        left.abort();
      });
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      await pipeToNodeResponse(createEventStream({ tails, jobId, after: 0, signal: left.signal }), response);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connect = () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`GET /stream HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    return socket;
  };
  const [quiet, brisk] = [connect().pause(), connect().resume()];
  let read = 0;
  brisk.on('data', (chunk) => {
    read += chunk.length;
  });
  try {
    await expect.poll(() => open.size).toBe(2);
    let held = 0;
    const message = 'x'.repeat(eventBytes);
    for (let told = 0; told < logBytes; told += eventBytes) {
      await writer.append(jobId, [{ key: `${told}`, event: { type: 'warning', message } }]);
      for (const response of open) held = Math.max(held, response.writableLength);
    }
    await expect.poll(() => open.size).toBe(1);
    // What it had asked for once is all that waited for it in this process.
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(mebibyte);
    // It finds the stream broken off, and in what it got when to come again and where to go on.
    let got = '';
    quiet.on('data', (chunk) => {
      got += chunk;
    });
    quiet.resume();
    await expect.poll(() => quiet.destroyed).toBe(true);
    expect(got).toMatch(/retry: \d+\n\n/);
    expect(got).toMatch(/^id: \d+$/m);
    expect(got).not.toContain('event: done');
    expect(got.length).toBeLessThan(logBytes);
    // Who reads has all of it, and stays.
    await expect.poll(() => read).toBeGreaterThan(logBytes);
    expect(brisk.destroyed).toBe(false);
  } finally {
    silent.stop();
    for (const socket of [quiet, brisk]) socket.destroy();
    server.closeAllConnections();
    server.close();
    await writer.stop();
    await Promise.all([listener.stop(), tails.stop()]);
  }
});
