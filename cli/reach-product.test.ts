import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { runCli } from '#lib/testing/cli.ts';
import { jobId, startTestApi } from '#lib/testing/cli-api.ts';
import { begin, whole } from '#lib/testing/cli-script.ts';
import type { StartedProduct } from './start-product.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serveAs(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A product that is started by serving the test API on the port where it is expected, some time later. */
async function unstarted({ script = whole, fails = false } = {}) {
  const port = await findFreePort();
  const calls: string[] = [];
  let api: Awaited<ReturnType<typeof startTestApi>> | undefined;
  closers.push(() => api?.stop());
  const startProduct = (dataDir: string): StartedProduct => {
    calls.push(`start ${dataDir}`);
    setTimeout(async () => {
      if (!fails) api = await startTestApi({ script, port });
    }, 300);
    return {
      pid: 4711,
      logFile: '/data/start.log',
      hasEnded: () => fails,
      lastLine: () => (fails ? 'Port 8288 is taken.' : 'Building'),
      stop: async () => {
        calls.push('stop');
      },
      release: () => {
        calls.push('release');
      },
    };
  };
  return {
    calls,
    startProduct,
    /** How many follow the job. */
    following: () => api?.streams.length ?? 0,
    env: { PORT: String(port), DATA_DIR: '/data' },
  };
}

test('research starts the product where nothing answers, and stops it after the job', async () => {
  const { calls, startProduct, env } = await unstarted();
  const { code, stdout, stderr } = await runCli(['research', 'q'], { env, startProduct });
  expect(calls).toEqual(['start /data', 'stop']);
  expect(code).toBe(0);
  expect(stdout).toContain('It streams text.');
  expect(stderr).toContain('starting the product for this job');
});

test('--keep leaves the product running that was started', async () => {
  const { calls, startProduct, env } = await unstarted();
  const { stderr } = await runCli(['research', 'q', '--keep'], { env, startProduct });
  expect(calls).toEqual(['start /data', 'release']);
  expect(stderr).toContain('to stop it: kill 4711');
});

test('an interrupted program leaves the product that it started at work on the job', async () => {
  const stopping = new AbortController();
  const { calls, startProduct, following, env } = await unstarted({ script: [...begin, 'hold'] });
  const ended = runCli(['research', 'q'], { env, startProduct, signal: stopping.signal });
  await expect.poll(following, { timeout: 30_000 }).toBe(1);
  stopping.abort();
  const { stderr } = await ended;
  expect(calls).toEqual(['start /data', 'release']);
  expect(stderr).toContain('The job goes on.');
});

test('an interruption while the product starts stops it again', async () => {
  const stopping = new AbortController();
  const { calls, startProduct, env } = await unstarted();
  const ended = runCli(['research', 'q'], { env, startProduct, signal: stopping.signal });
  await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1);
  stopping.abort();
  await ended;
  expect(calls).toEqual(['start /data', 'stop']);
});

test('a product that does not start is told in its own last words', async () => {
  const { startProduct, env } = await unstarted({ fails: true });
  const { code, stderr } = await runCli(['research', 'q'], { env, startProduct });
  expect(code).toBe(1);
  expect(stderr).toContain('The product did not start: Port 8288 is taken.\n');
});

test('watch, cancel and list start nothing and say what to do', async () => {
  const { env } = await unstarted();
  for (const args of [['watch', jobId], ['cancel', jobId], ['list']]) {
    const { code, stderr } = await runCli(args, { env });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Nothing answers at http://127.0.0.1:${env.PORT}: run npm start, or set INTENTUI_URL.\n`,
    );
  }
});

test('another program on the port is named as such', async () => {
  const url = await serveAs(200, '<html>');
  const { code, stderr } = await runCli(['list'], { env: { PORT: new URL(url).port } });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Another program answers at .*: set PORT or INTENTUI_URL/);
});

test('doctor tells a product that is not ready from one that is absent and from another program', async () => {
  const problem = (code: string) =>
    JSON.stringify({
      type: 'about:blank',
      title: 't',
      status: 503,
      detail: 'It is away.',
      code,
      request_id: 'r',
    });
  const ask = async (url: string) => (await runCli(['doctor'], { env: { INTENTUI_URL: url } })).stdout;
  expect(await ask(await serveAs(503, problem('database_unavailable')))).toMatch(
    /✗ Database {3}It is away\.\n +→ /,
  );
  expect(await ask(await serveAs(503, problem('not_ready')))).toMatch(
    /✗ Product {4}runs at .* but is not ready: It is away\.\n +→ Wait/,
  );
  expect(await ask(await serveAs(404, 'no'))).toMatch(/✗ Product {4}another program answers/);
});
