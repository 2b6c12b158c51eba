import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createSockets, type SocketTiming } from './sockets.ts';

const started: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

/** Sockets behind a real server, where each client hears the topic `t` of the channel that it names in the path. */
async function start(options: { maxBufferedBytes?: number; timing?: Partial<SocketTiming> } = {}) {
  const readTopics = (token: string) => (token === 'bad' ? undefined : [{ channel: token, name: 't' }]);
  const sockets = createSockets({ readTopics, ...options });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket, { url }) =>
    sockets.add(socket, [{ channel: url?.slice(1) ?? '', name: 't' }]),
  );
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const stop = async () => {
    await sockets.stop();
    await new Promise((resolve) => server.close(resolve));
  };
  const connect = async (channel: string, clientOptions: { autoPong?: boolean } = {}) => {
    const client = new WebSocket(`ws://127.0.0.1:${port}/${channel}`, clientOptions);
    const heard: string[] = [];
    client.on('message', (text) => heard.push(JSON.parse(String(text)).data));
    const closed = once(client, 'close').then(([code]) => code as number);
    await once(client, 'open');
    return { client, heard, closed };
  };
  const frame = (channel: string, data: unknown, topic: string | undefined = 't') =>
    JSON.stringify({ kind: 'data', channel, topic, data });
  started.push({ stop });
  return { sockets, connect, frame, stop };
}

test('a socket hears the topic it may hear, and what is said to a whole channel', async () => {
  const { sockets, connect, frame } = await start();
  const one = await connect('one');
  sockets.deliver(frame('two', 'another channel'));
  sockets.deliver(frame('one', 'another topic', 'u'));
  sockets.deliver('not JSON');
  sockets.deliver(frame('one', 'mine'));
  sockets.deliver(JSON.stringify({ kind: 'run', channel: 'one', data: 'over' }));
  await vi.waitUntil(() => one.heard.length >= 2, { timeout: 30_000 });
  expect(one.heard).toEqual(['mine', 'over']);
});

test('a socket hears more with another token and less when it says so; nonsense changes nothing', async () => {
  const { sockets, connect, frame } = await start();
  const { client, heard } = await connect('one');
  for (const nonsense of [
    '{',
    'null',
    '[]',
    '{"kind":"sub","data":"bad"}',
    '{"kind":"unsub","data":[1,null]}',
  ]) {
    client.send(nonsense);
  }
  client.send('{"kind":"sub","data":"two"}');
  client.send('{"kind":"unsub","data":[{"kind":"run","channel":"one","name":"t"}]}');
  let round = 0;
  const hearsOnlyTwo = async () => {
    round += 1;
    sockets.deliver(frame('one', `one ${round}`));
    sockets.deliver(frame('two', `two ${round}`));
    sockets.deliver(JSON.stringify({ kind: 'run', channel: 'two', data: `end ${round}` }));
    const end = await vi.waitUntil(() => heard.includes(`end ${round}`), { timeout: 100 }).catch(() => false);
    return end && heard.includes(`two ${round}`) && !heard.includes(`one ${round}`);
  };
  await vi.waitUntil(hearsOnlyTwo, { timeout: 30_000 });
});

test('a socket is pinged when it connects and then now and again', async () => {
  const { connect } = await start({ timing: { pingEveryMs: 20 } });
  const { client } = await connect('one');
  const pings: string[] = [];
  client.on('ping', (payload) => pings.push(String(payload)));
  await vi.waitUntil(() => pings.length >= 3, { timeout: 30_000 });
  expect(new Set(pings)).toEqual(new Set(['1']));
});

test('who answers no ping is gone, who does stays', async () => {
  const { sockets, connect } = await start({ timing: { pingEveryMs: 20, pongWithinMs: 4_000 } });
  const living = await connect('one');
  const dead = await Promise.all(Array.from({ length: 50 }, () => connect('one', { autoPong: false })));
  await Promise.all(dead.map(({ closed }) => closed));
  await vi.waitUntil(() => sockets.count() === 1, { timeout: 30_000 });
  expect(living.client.readyState).toBe(WebSocket.OPEN);
});

test('who does not read is gone before much waits for it, and others hear all', async () => {
  const maxBufferedBytes = 64 * 1024;
  const { sockets, connect, frame } = await start({ maxBufferedBytes });
  const slow = await connect('one');
  const quick = await connect('one');
  slow.client.pause();
  const text = 'x'.repeat(100_000);
  let sent = 0;
  await vi.waitUntil(
    () => {
      sockets.deliver(frame('one', `${sent++} ${text}`));
      return sockets.count() === 1;
    },
    { timeout: 30_000, interval: 1 },
  );
  await vi.waitUntil(() => quick.heard.length === sent, { timeout: 30_000 });
  expect(quick.heard.map((data) => Number(data.split(' ')[0]))).toEqual(
    Array.from({ length: sent }, (_, n) => n),
  );
  slow.client.terminate();
});

test('stopping closes every socket at once, also one that answers nothing', async () => {
  const { sockets, connect, stop } = await start();
  const polite = await connect('one');
  const mute = await connect('one');
  mute.client.pause();
  const startedAt = performance.now();
  await sockets.stop();
  expect(performance.now() - startedAt).toBeLessThan(20_000); // the library would wait 30 s for the mute one
  expect(await polite.closed).toBe(1001);
  expect(sockets.count()).toBe(0);
  mute.client.terminate();
  await stop();
});
