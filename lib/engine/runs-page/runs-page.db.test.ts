import { createHash } from 'node:crypto';
import { RetryAfterError } from 'inngest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, eventually } from '../contract/test-app.ts';
import { createEngine, type Engine } from '../engine.ts';
import { createTestDatabase } from '../testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
let origin = '';

app.define((inngest) =>
  inngest.createFunction(
    { id: 'works', triggers: [{ event: 'page/works' }], retries: 1, idempotency: 'event.data.id' },
    async ({ event, step, attempt }) => {
      const lookUp = (what: string) => {
        if (attempt === 0) throw new RetryAfterError('not <yet>', '1s');
        return app.note(event.data.id, 'ran', { answer: `<b>${what.length}</b>` });
      };
      const got = await step.run('<look up>', lookUp, 'the <input>');
      return got.answer;
    },
  ),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'waits', triggers: [{ event: 'page/waits' }, { cron: '0 0 1 1 *' }], concurrency: 3 },
    async ({ step }) => {
      await step.waitForEvent('approval', { event: 'page/ok', timeout: '1h', match: 'data.id' });
    },
  ),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url });
    origin = `http://127.0.0.1:${(await engine.start()).port}`;
    return { ...keys, baseUrl: origin, stop: () => engine.stop() };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const get = async (path: string) => {
  const response = await fetch(origin + path);
  return { response, text: await response.text() };
};
const press = (path: string, token: string, headers: Record<string, string> = { origin }) =>
  fetch(origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token }),
  });
const tokenIn = (text: string) => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';

test('a run is shown with its steps, the attempts that failed, its event and its output, all of it as text', async () => {
  const id = app.newId();
  const run = await app.run(await app.send({ name: 'page/works', data: { id } }));
  const { response, text } = await get(`/runs/${run.run_id}`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const shown of [
    'contract-works',
    'completed',
    '&#60;look up&#62;',
    'the &#60;input&#62;',
    'not &#60;yet&#62;',
    'Attempt 1 failed',
  ]) {
    expect(text).toContain(shown);
  }
  expect(text).toContain(id);
  expect(text).toContain('&#60;b&#62;11&#60;/b&#62;');
  expect(text).not.toMatch(/<b>11|<look|<input>/);
  expect(text).toMatch(/<rect class="failed".*<rect class="done"/s);
  expect(text).not.toContain('>Cancel<');
});

test('a page loads nothing from elsewhere, runs its own script alone and cannot be framed', async () => {
  const { response, text } = await get('/');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(text.match(/<script/g)).toHaveLength(1);
  for (const kind of ['script', 'style']) {
    const [, own = ''] = new RegExp(`<${kind}>(.*)</${kind}>`, 's').exec(text) ?? [];
    expect(policy).toContain(`${kind}-src 'sha256-${createHash('sha256').update(own).digest('base64')}'`);
  }
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test('the list is filtered by status and function, and goes back page by page', async () => {
  await database.sql`
    insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys, limits, ended_at)
    select '00OLD' || to_char(n, 'FM000'), 'contract-old', 'e', 'page/old', n::text, 'cancelled', 0, '', '{}', '{}', now()
    from generate_series(1, 120) n`;
  const ids = (text: string) => [...text.matchAll(/href="\/runs\/(\w+)"/g)].map(([, id]) => id);
  const first = await get('/?function=contract-old');
  expect(ids(first.text)).toHaveLength(50);
  expect(ids(first.text)[0]).toBe('00OLD120');
  const older = /href="([^"]+)">Older/.exec(first.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
  const second = await get(older);
  expect(ids(second.text)[0]).toBe('00OLD070');
  expect(second.text).toContain('>Newest<');
  expect((await get('/?status=cancelled&function=contract-works')).text).toContain('No run fits.');
  expect(ids((await get('/?status=completed')).text).length).toBeGreaterThan(0);
  expect((await get('/?status=%3Cx%3E&function=%3Cx%3E')).text).not.toContain('<x>');
});

test('a run that waits says for what, and is cancelled by its button', async () => {
  const eventId = await app.send({ name: 'page/waits', data: { id: 'x' } });
  const path = await eventually(async () => {
    const found = `/runs/${(await app.runsOf(eventId))[0]?.run_id}`;
    expect((await get(found)).text).toContain('the event page/ok if event.data.id == async.data.id until');
    return found;
  });
  const { text } = await get(path);
  expect((await press(`${path}/cancel`, tokenIn(text))).headers.get('location')).toBe(path);
  expect((await app.run(eventId)).status).toBe('Cancelled');
});

test('a replay is a new run of the same function on the same event, whatever its idempotency key', async () => {
  const id = app.newId();
  const eventId = await app.send({ name: 'page/works', data: { id } });
  const run = await app.run(eventId);
  const { text } = await get(`/runs/${run.run_id}`);
  const answer = await press(`/runs/${run.run_id}/replay`, tokenIn(text));
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).not.toBe(`/runs/${run.run_id}`);
  const runs = await app.ended(eventId, { count: 2 });
  expect(runs.map(({ status }) => status)).toEqual(['Completed', 'Completed']);
  expect(app.notes(id)).toEqual(['ran', 'ran']);
});

test('a button does nothing without the token of its page, nor from another page', async () => {
  const eventId = await app.send({ name: 'page/waits', data: { id: 'y' } });
  const path = await eventually(async () => {
    const [run] = await app.runsOf(eventId);
    if (!run) throw new Error('no run yet');
    return `/runs/${run.run_id}`;
  });
  const token = tokenIn((await get(path)).text);
  expect((await press(`${path}/cancel`, 'guessed')).status).toBe(403);
  expect((await press(`${path}/cancel`, token, {})).status).toBe(403);
  expect(
    (await press(`${path}/cancel`, token, { origin: app.url().replace('/api/inngest', '') })).status,
  ).toBe(403);
  expect((await press(`${path}/cancel`, token, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await app.runsOf(eventId))[0]?.ended_at).toBeNull();
  expect((await press('/runs/none/cancel', token)).status).toBe(404);
  expect((await press('/runs/none/replay', token)).status).toBe(404);
});

test('a run of a thousand large steps makes no page that is large', async () => {
  await database.sql`insert into engine.event (id, name, body, delivered) values ('many', 'page/many', '{}', true)`;
  await database.sql`
    insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys, limits, step_count)
    values ('00MANY', 'contract-old', 'many', 'page/many', 'many', 'running', 0, '', '{}', '{}', 1000)`;
  await database.sql`
    insert into engine.step (run_id, id, position, op, name, output, bytes, input)
    select '00MANY', n::text, n, 'StepRun', 'step ' || n, to_json(repeat('"', 5000)), 10002, repeat('"', 4000)
    from generate_series(1, 1000) n`;
  const { text } = await get('/runs/00MANY');
  expect(text.length).toBeLessThan(3_000_000);
  expect(text).toContain('step 1000');
  expect(text).toContain('10,002 bytes in all');
});

test('functions are shown with what starts and limits them, and expressions that could not be evaluated', async () => {
  const { text } = await get('/functions');
  for (const shown of [
    'contract-waits',
    'page/waits',
    '0 0 1 1 *',
    '3 at once in the function',
    'event.data.id',
    '2',
  ]) {
    expect(text).toContain(shown);
  }
});

test('a run that there is not is said to be gone', async () => {
  const { response, text } = await get('/runs/none');
  expect(response.status).toBe(404);
  expect(text).toContain('kept for seven days');
});

test('an engine that does not listen on loopback alone shows its pages for the signing key', async () => {
  const engine: Engine = createEngine({
    ...keys,
    databaseUrl: database.url,
    host: '0.0.0.0',
    port: 0,
    appUrl: app.url(),
  });
  const { port } = await engine.start();
  try {
    const ask = (password?: string) =>
      fetch(`http://127.0.0.1:${port}/`, {
        headers: password
          ? { authorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}` }
          : {},
      });
    const refused = await ask();
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Engine"']);
    expect((await ask('wrong')).status).toBe(401);
    expect((await ask(keys.signingKey)).status).toBe(200);
  } finally {
    await engine.stop();
  }
});
