import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp } from '../contract/test-app.ts';
import { createEngine, type Engine } from '../engine.ts';
import { heartbeatMs } from '../liveness.ts';
import { bearerToken } from '../signature.ts';
import { createTestDatabase } from '../testing/database.ts';
import { signToken } from './token.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
let ports: [number, number] = [0, 0];
let second: Engine;
let secondIsStopped = false;

app.define((inngest) =>
  inngest.createFunction(
    { id: 'tells', triggers: [{ event: 'tells' }], retries: 0 },
    async ({ event, runId }) => {
      const { channel, fails, text } = event.data;
      await publish(ports[0], { channel, data: 'begun', run_id: runId });
      if (fails) throw new Error('it failed');
      return { text };
    },
  ),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const options = { ...keys, databaseUrl: database.url, port: 0, appUrl: url };
    const first = createEngine(options);
    second = createEngine(options);
    ports = [(await first.start()).port, (await second.start()).port];
    return { ...keys, baseUrl: `http://127.0.0.1:${ports[0]}`, stop: () => first.stop() };
  }),
);
afterAll(async () => {
  if (!secondIsStopped) await second.stop();
  await app.stop();
  await database.drop();
});

const authorization = `Bearer ${bearerToken(keys.signingKey)}`;
const post = (port: number, path: string, body: unknown) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(body),
  });

async function publish(
  port: number,
  { channel, data, run_id = '' }: { channel: string; data: unknown; run_id?: string },
): Promise<number> {
  const query = new URLSearchParams({ channel, topic: 'update', run_id });
  return (await post(port, `/v1/realtime/publish?${query}`, data)).status;
}

async function createToken(channel: string): Promise<string> {
  const response = await post(ports[0], '/v1/realtime/token', [{ channel, name: 'update', kind: 'run' }]);
  expect(response.status).toBe(201);
  return ((await response.json()) as { jwt: string }).jwt;
}

const address = (port: number, token: string) => `ws://127.0.0.1:${port}/v1/realtime/connect?token=${token}`;

type Heard = { kind: string; data: unknown; run_id?: string; created_at: string };
async function listen(port: number, channel: string, headers: Record<string, string> = {}) {
  const client = new WebSocket(address(port, await createToken(channel)), { headers });
  const heard: Heard[] = [];
  client.on('message', (text) => heard.push(JSON.parse(String(text))));
  const closed = once(client, 'close').then(([code]) => code as number);
  await once(client, 'open');
  const until = (count: number) =>
    vi.waitUntil(() => heard.length >= count, { timeout: 30_000, interval: 2 });
  return { client, heard, closed, until };
}

/** The status with which a handshake is refused. */
function refusal(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url, { headers });
    client.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode);
    });
    client.on('open', () => reject(new Error('it opened')));
    client.on('error', reject);
  });
}

describe('a handshake', () => {
  test('needs a token that is neither forged nor expired', async () => {
    const nowMs = Date.now() - 61_000;
    const expired = signToken([{ channel: 'a', name: 'update' }], { ...keys, nowMs });
    const foreign = signToken([{ channel: 'a', name: 'update' }], { signingKey: 'fedcba9876543210' });
    for (const token of ['', 'a.b.c', expired, foreign]) {
      expect(await refusal(address(ports[0], token))).toBe(401);
    }
  });

  test('is refused to a foreign page and granted to the product’s, under each name of loopback', async () => {
    const url = address(ports[0], await createToken('a'));
    for (const origin of [
      'http://evil.example',
      'null',
      `http://localhost:1`,
      `http://evil.example:${ports[0]}`,
    ]) {
      expect(await refusal(url, { origin })).toBe(403);
    }
    expect(await refusal(url, { host: `evil.example:${ports[0]}` })).toBe(403);
    const page = new URL(app.url()).port;
    for (const origin of [`http://127.0.0.1:${page}`, `http://localhost:${page}`]) {
      const { client, closed } = await listen(ports[0], 'a', { origin });
      client.close();
      await closed;
    }
  });

  test('is at one address, and needs an upgrade', async () => {
    const url = address(ports[0], await createToken('a'));
    expect(await refusal(url.replace('connect', 'elsewhere'))).toBe(404);
    expect((await fetch(url.replace('ws:', 'http:'))).status).toBe(426);
  });
});

test('what is published at one engine is heard at another, in order, small and large', async () => {
  const { client, heard, until } = await listen(ports[1], 'both');
  const sent = Array.from({ length: 20 }, (_, n) => `${n} ${'x'.repeat(n % 3 === 0 ? 20_000 : 10)}`);
  for (const data of sent) expect(await publish(ports[0], { channel: 'both', data })).toBe(200);
  await until(sent.length);
  expect(heard.map(({ data }) => data)).toEqual(sent);
  client.close();
});

test.each([
  ['completed', false],
  ['failed', true],
])('where a run has published, its end is told: %s', async (status, fails) => {
  const channel = `run ${status}`;
  const { client, heard, until } = await listen(ports[1], channel);
  const text = 'y'.repeat(10_000);
  const run = await app.run(await app.send({ name: 'tells', data: { channel, fails, text } }));
  await until(2);
  expect(heard[0]).toMatchObject({ kind: 'data', data: 'begun', run_id: run.run_id });
  expect(heard.at(-1)).toMatchObject({
    kind: 'run',
    run_id: run.run_id,
    data: { status, result: fails ? { message: 'it failed' } : { text } },
  });
  expect(Date.now() - Date.parse(heard.at(-1)?.created_at ?? '')).toBeLessThan(60_000);
  client.close();
});

test('says what is wrong with what is to be published or heard', async () => {
  const bad = async (path: string, body: unknown) => (await post(ports[0], path, body)).status;
  expect(await bad('/v1/realtime/publish?topic=t', 1)).toBe(400);
  expect(await bad('/v1/realtime/publish?channel=c', 1)).toBe(400);
  expect(await bad('/v1/realtime/publish?channel=c%00&topic=t', 1)).toBe(400);
  expect(await bad('/v1/realtime/publish?channel=c&topic=t', 'x'.repeat(600_000))).toBe(413);
  for (const topics of [{}, [], [{ channel: 'a' }], [null], Array(101).fill({ channel: 'a', name: 'b' })]) {
    expect(await bad('/v1/realtime/token', topics)).toBe(400);
  }
});

test('a client that says 1 MB is closed', async () => {
  const { client, closed } = await listen(ports[0], 'a');
  client.on('error', () => {});
  client.send('x'.repeat(1024 * 1024));
  expect(await closed).toBe(1009);
});

test('a message is heard at once while 100 sockets listen, and not at the next heartbeat', async () => {
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, n) => listen(ports[n % 2] as number, 'crowd')),
  );
  const delays: number[] = [];
  for (let round = 1; round <= 20; round += 1) {
    const startedAt = performance.now();
    await publish(ports[0], { channel: 'crowd', data: round });
    await Promise.all(all.map(({ until }) => until(round)));
    delays.push(performance.now() - startedAt);
  }
  delays.sort((a, b) => a - b);
  expect(delays[Math.floor(delays.length * 0.5)]).toBeLessThan(heartbeatMs / 2);
  for (const { client } of all) client.close();
});

test('sockets are closed when an engine was without its database, since something may have been missed', async () => {
  const { closed } = await listen(ports[0], 'a');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen engine_realtime'",
  );
  await client.end();
  expect(await closed).toBe(1012);
  await vi.waitUntil(
    async () => {
      const { client: again, heard } = await listen(ports[0], 'again');
      await publish(ports[1], { channel: 'again', data: 'heard' });
      const works = await vi.waitUntil(() => heard.length > 0, { timeout: 500 }).catch(() => false);
      again.close();
      return works;
    },
    { timeout: 30_000 },
  );
});

test('an engine that stops closes its sockets at once', async () => {
  const { closed } = await listen(ports[1], 'a');
  secondIsStopped = true;
  await second.stop();
  expect(await closed).toBe(1001);
});
