import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { bearerToken } from './signature.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
let port = 0;

app.define((inngest) =>
  inngest.createFunction({ id: 'fn', triggers: [{ event: 'server/e' }] }, async () => 'done'),
);
app.define((inngest) =>
  inngest.createFunction({ id: 'signals', triggers: [{ event: 'server/signal' }] }, async ({ step }) => {
    await step.waitForSignal('wait', { signal: 's', timeout: '1m', onConflict: 'fail' });
  }),
);
app.define((inngest) =>
  inngest.createFunction({ id: 'race', triggers: [{ event: 'server/race' }] }, async ({ step, group }) => {
    await group.parallel({ mode: 'race' }, () =>
      Promise.race([step.run('a', () => 1), step.run('b', () => 2)]),
    );
  }),
);
app.define((inngest) =>
  inngest.createFunction({ id: 'many', triggers: [{ event: 'server/many' }] }, async ({ step }) => {
    await Promise.all(Array.from({ length: 1001 }, (_, n) => step.run(`s${n}`, () => n)));
  }),
);

app.define((inngest) =>
  inngest.createFunction({ id: 'state', triggers: [{ event: 'server/state' }] }, async ({ step }) => {
    for (let n = 0; n < 9; n++) await step.run(`s${n}`, () => 'x'.repeat(4_000_000));
  }),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url });
    port = (await engine.start()).port;
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

type Reply = { status: number; body: { error?: string; data?: unknown } };
/** A request with any header, Host too, which fetch does not let one set. */
function request(
  path: string,
  options: { method?: string; headers?: http.OutgoingHttpHeaders; body?: string } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const { method = 'GET', headers, body } = options;
    const sent = http.request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body: text ? JSON.parse(text) : {} });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
const authorization = `Bearer ${bearerToken(keys.signingKey)}`;

describe('the server', () => {
  test('answers under names of loopback, with the port of a balancer too, and under no other', async () => {
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `[::1]:${port}`,
      '127.0.0.1:1',
      'localhost',
    ]) {
      expect((await request('/health', { headers: { host } })).status).toBe(200);
    }
    for (const host of [
      `evil.example:${port}`,
      'evil.example',
      'localhost.evil.example:1',
      `127.0.0.1.evil.example:${port}`,
    ]) {
      expect((await request('/health', { headers: { host } })).status).toBe(403);
    }
  });

  test('refuses what a foreign web page sends', async () => {
    for (const origin of ['http://evil.example', 'null', `https://localhost:${port}`]) {
      expect((await request('/health', { headers: { origin } })).status).toBe(403);
    }
    expect((await request('/health', { headers: { origin: `http://localhost:${port}` } })).status).toBe(200);
  });

  test('takes events with the event key alone', async () => {
    const body = JSON.stringify({ name: 'server/nobody' });
    expect((await request('/e/event-key', { method: 'POST', body })).status).toBe(200);
    expect((await request('/e/another', { method: 'POST', body })).status).toBe(401);
    expect((await request('/e/another', { method: 'POST', body, headers: { authorization } })).status).toBe(
      401,
    );
  });

  test.each([
    ['POST', '/fn/register'],
    ['POST', '/v1/checkpoint/x/async'],
    ['GET', '/v0/runs/x/batch'],
    ['GET', '/v0/runs/x/actions'],
    ['DELETE', '/v1/runs/x'],
    ['GET', '/v1/runs/x'],
    ['GET', '/v1/events/x/runs'],
    ['PUT', '/v1/events/x/ahead'],
    ['POST', '/v1/realtime/token'],
    ['POST', '/v1/realtime/publish'],
  ])('%s %s asks for the signing key', async (method, path) => {
    expect((await request(path, { method })).status).toBe(401);
    const wrong = { authorization: `Bearer ${bearerToken('fedcba9876543210')}` };
    expect((await request(path, { method, headers: wrong })).status).toBe(401);
    expect((await request(path, { method, headers: { authorization } })).status).not.toBe(401);
  });

  test('says what is wrong with a request', async () => {
    const post = (body: string) => request('/e/event-key', { method: 'POST', body });
    expect(await post('{')).toMatchObject({ status: 400 });
    expect(await post('[{"data":{}}]')).toMatchObject({
      status: 400,
      body: { error: 'event name is empty' },
    });
    expect(await post(JSON.stringify({ name: 'a', data: { x: 'x'.repeat(600_000) } }))).toMatchObject({
      status: 413,
    });
    expect(await request('/v1/runs/%E0%A4%A', { headers: { authorization } })).toMatchObject({ status: 400 });
    for (const path of ['/v1/runs/a%00b', '/?function=%00', '//']) {
      expect(await request(path, { headers: { authorization } })).toMatchObject({ status: 400 });
    }
    expect(await request('/nothing')).toMatchObject({ status: 404 });
    expect(await request('/health', { method: 'DELETE' })).toMatchObject({ status: 405 });
    expect(await request('/v1/runs/x', { headers: { authorization } })).toMatchObject({ status: 404 });
    expect(await request('/v1/runs/x', { method: 'DELETE', headers: { authorization } })).toMatchObject({
      status: 404,
    });
  });

  test('lets the runs of an event go ahead', async () => {
    const ahead = (body: object) =>
      request('/v1/events/x/ahead', {
        method: 'PUT',
        headers: { authorization },
        body: JSON.stringify(body),
      });
    expect(await ahead({ ahead: true })).toMatchObject({ status: 200, body: { data: { runs: 0 } } });
    expect((await ahead({})).status).toBe(400);
  });

  test('a run that is over gives its state to nobody', async () => {
    const run = await app.run(await app.send({ name: 'server/e' }));
    for (const what of ['batch', 'actions']) {
      const reply = await request(`/v0/runs/${run.run_id}/${what}`, { headers: { authorization } });
      expect(reply.status).toBe(410);
    }
    expect((await request(`/v1/runs/${run.run_id}`, { headers: { authorization } })).body.data).toMatchObject(
      {
        status: 'Completed',
        output: 'done',
      },
    );
  });
});

describe('a checkpoint', () => {
  const store = (runId: string, body: object) =>
    request(`/v1/checkpoint/${runId}/async`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(body),
    });
  const qi_id = Buffer.from('1').toString('base64');

  test('for a call that is not the run’s own any more is refused with 409, on which the SDK stops', async () => {
    const run = await app.run(await app.send({ name: 'server/e' }));
    const steps = [{ id: 'h', op: 'StepRun', name: 'late', data: 1 }];
    expect((await store(run.run_id, { qi_id, generation_id: 1, steps })).status).toBe(409);
    expect((await store('no-such-run', { qi_id, generation_id: 1, steps })).status).toBe(409);
  });

  test('takes steps that ran and nothing else', async () => {
    const body = (steps: object[], more = {}) => ({ qi_id, generation_id: 1, steps, ...more });
    expect((await store('x', body([{ id: 'h', op: 'StepPlanned' }]))).status).toBe(400);
    expect((await store('x', body([{ id: 'h', op: 'StepRun', data: 'x'.repeat(4_200_000) }]))).status).toBe(
      400,
    );
    expect((await store('x', body([], { generation_id: undefined }))).status).toBe(400);
    expect((await store('x', body([], { qi_id: 'AAAA' }))).status).toBe(400);
  });
});

describe('registration', () => {
  const register = (body: object) =>
    request('/fn/register', { method: 'POST', headers: { authorization }, body: JSON.stringify(body) });

  test('is for the app of this engine alone', async () => {
    expect(
      await register({ url: 'http://evil.example/api/inngest', appName: 'x', functions: [] }),
    ).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/serves http:\/\/127\.0\.0\.1:\d+ only/) },
    });
  });

  test('of a function that cannot be carried out changes nothing and names the fault', async () => {
    const url = app.url();
    const functions = [
      { id: 'contract-new', triggers: [{ event: 'server/new' }], steps: {}, debounce: { period: '1s' } },
    ];
    expect(await register({ url, appName: 'contract', functions })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/"contract-new": `debounce` is not supported/) },
    });
    const eventId = await app.send({ name: 'server/new' });
    expect((await app.run(await app.send({ name: 'server/e' }))).status).toBe('Completed');
    expect(await app.runsOf(eventId)).toEqual([]);
  });
});

describe('a function that the app no longer has', () => {
  test('fails its runs by name, and starts no more', async () => {
    const { run_id } = await app.run(await app.send({ name: 'server/e' }));
    const soon = await app.send({ name: 'server/e', ts: Date.now() + 1500 });
    const others = JSON.stringify({ url: app.url(), appName: 'contract', functions: [] });
    const registered = await request('/fn/register', {
      method: 'POST',
      headers: { authorization },
      body: others,
    });
    expect(registered.status).toBe(200);
    expect(await app.run(soon)).toMatchObject({
      status: 'Failed',
      output: { message: 'The function "contract-fn" is no longer registered.' },
    });
    await fetch(app.url(), { method: 'PUT' });
    expect((await app.run(await app.send({ name: 'server/e' }))).run_id).not.toBe(run_id);
  });
});

describe('a function that asks for what this engine does not have', () => {
  test.each([
    ['server/signal', /"WaitForSignal" is not supported by this engine; run a real Inngest server for this/],
    ['server/race', /"race" mode are not supported by this engine; run a real Inngest server for this/],
    ['server/many', /may have 1,000 steps/],
    ['server/state', /may have 33,554,432 bytes together/],
  ])('fails by name: %s', async (name, message) => {
    const run = await app.run(await app.send({ name }));
    expect(run).toMatchObject({ status: 'Failed', output: { message: expect.stringMatching(message) } });
  });
});
