import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type AppCaller, createAppCaller } from './call-app.ts';
import { sign, verify } from './signature.ts';

const signingKey = '0123456789abcdef';
const open: { server: http.Server; caller: AppCaller }[] = [];
afterEach(() => {
  for (const { server, caller } of open.splice(0)) {
    caller.close();
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: http.RequestListener) {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const caller = createAppCaller({
    appUrl: `http://127.0.0.1:${port}/api/inngest`,
    signingKeys: [signingKey],
  });
  open.push({ server, caller });
  const call = (signal = new AbortController().signal) =>
    caller.call({ method: 'POST', query: { fnId: 'a-b', stepId: 'step' }, body: { b: 1, a: 'ü' }, signal });
  return { call, server, port };
}

const signed = (response: http.ServerResponse, { status = 200, body = '{"ok":true}' } = {}) =>
  response.writeHead(status, { 'x-inngest-signature': sign(body, signingKey) }).end(body);

test('a call is signed over the body that is sent, and its signed answer is read', async () => {
  let seen: { url?: string; signed?: boolean; body?: string } = {};
  const { call } = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const signature = String(request.headers['x-inngest-signature']);
    seen = { url: request.url, signed: verify(body, signature, [signingKey]), body };
    signed(response);
  });
  expect(await call()).toMatchObject({ status: 200, body: { ok: true } });
  expect(seen).toEqual({ url: '/api/inngest?fnId=a-b&stepId=step', signed: true, body: '{"a":"ü","b":1}' });
});

test('an answer with a wrong signature is not believed, nor one that no SDK gave', async () => {
  const forged = await serve((_, response) =>
    response.writeHead(206, { 'x-inngest-sdk': 'go:v1', 'x-inngest-signature': sign('[]', '00') }).end('[]'),
  );
  await expect(forged.call()).rejects.toThrow(/not signed/);
  const page = await serve((_, response) => response.writeHead(200).end('<html>Log in'));
  await expect(page.call()).rejects.toThrow(/does not come from an Inngest SDK/);
});

test('an SDK that does not sign its answers is believed, its headers too', async () => {
  const headers = { 'x-inngest-sdk': 'go:v0.9.0', 'x-inngest-no-retry': 'true' };
  const { call } = await serve((_, response) => response.writeHead(206, headers).end('[]'));
  expect(await call()).toMatchObject({ status: 206, headers, body: [] });
});

test('an unsigned error is an error, whose headers decide nothing', async () => {
  const { call } = await serve((_, response) =>
    response.writeHead(502, { 'x-inngest-no-retry': 'true' }).end('<html>Bad gateway'),
  );
  expect(await call()).toEqual({ status: 502, headers: {}, body: { message: 'The app answered 502' } });
});

test('an answer of null is null', async () => {
  const { call } = await serve((_, response) => signed(response, { body: 'null' }));
  expect((await call()).body).toBeNull();
});

test('an app that is not there is told apart from one that broke off', async () => {
  const { call, server } = await serve((request) => void request.socket.destroy());
  await expect(call()).rejects.not.toMatchObject({ name: 'AppUnreachable' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(call()).rejects.toMatchObject({ name: 'AppUnreachable' });
});

test('a kept connection that the app closed meanwhile counts as not reached', async () => {
  let calls = 0;
  const { call } = await serve((request, response) => {
    calls += 1;
    if (calls === 1) signed(response);
    else request.socket.resetAndDestroy();
  });
  await call();
  await expect(call()).rejects.toMatchObject({ name: 'AppUnreachable' });
});

test('a call ends when its signal says so', async () => {
  const { call } = await serve(() => {});
  const abort = new AbortController();
  const answer = call(abort.signal);
  abort.abort();
  await expect(answer).rejects.toThrow(/abort/i);
});
