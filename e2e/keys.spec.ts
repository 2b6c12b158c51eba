import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from './browser.ts';
import { expectAccessible } from './expect-accessible.ts';
import { type Product, startProduct } from './start-product.ts';

const root = path.resolve(import.meta.dirname, '..');
const question = 'How do I stream text from a Next.js route handler with the AI SDK?';

test.describe.configure({ mode: 'default', timeout: 240_000 });
let product: Product;
let key = '';
let elsewhere: { listed: string; other: string; close(): Promise<unknown> };

test.beforeAll(async () => {
  test.setTimeout(240_000);
  elsewhere = await servePages();
  const env = { REQUIRE_KEY: 'true', CORS_ORIGINS: elsewhere.listed, SOURCES: 'documents' };
  product = await startProduct(env, { withKey: true });
  key = product.key ?? '';
});
test.afterAll(async () => {
  await elsewhere?.close();
  expect(await product?.stop()).toBe(0);
});

/** Empty pages of two other origins. */
async function servePages() {
  const servers = await Promise.all(
    [1, 2].map(async () => {
      const server = createServer((_, response) => {
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Elsewhere</title>');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const [listed = '', other = ''] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  const close = () => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { listed, other, close };
}

function keys(...args: string[]): string {
  const env = { ...process.env, DATA_DIR: product.dataDir, DATABASE_URL: '' };
  const options = { cwd: root, env, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, ['cli/main.ts', 'keys', ...args], options).trim();
}

test('a browser shows its key once, comes to where it wanted to be, and signs out', async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${product.url}/sources?from=here`);
  await expect(page).toHaveURL(`${product.url}/sign-in?to=${encodeURIComponent('/sources?from=here')}`);
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, { everyRule: true });
  }
  const field = page.getByLabel('Key');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter a key.')).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill('iur_wrong');
  await field.press('Enter');
  await expect(page.getByText('The key is wrong, has expired or was revoked.')).toBeVisible();
  await expect(field).toBeFocused();
  await expectAccessible(page, { everyRule: true });

  await field.fill(key);
  await field.press('Enter');
  await expect(page).toHaveURL(`${product.url}/sources?from=here`);
  await expect(page.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible();
  await expectAccessible(page);
  const cookie = (await context.cookies()).find(({ name }) => name === 'intentui_session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('intentui_session');
  expect(JSON.stringify(await context.storageState())).not.toContain(key);
  await page.goto(`${product.url}/sign-in?to=//evil.example`);
  await expect(page).toHaveURL(`${product.url}/`);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${product.url}/sign-in`);
  await page.goto(product.url);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a job is asked for and followed under a session; when its key is revoked the page asks for another', async ({
  page,
}) => {
  const own = keys('create', 'browser');
  await page.goto(product.url);
  await page.getByLabel('Key').fill(own);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'Question' }).fill(question);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('button', { name: /Cited \d+×/ }).first()).toBeVisible({ timeout: 90_000 });
  const address = page.url();
  keys('revoke', 'browser');
  await page.goto(address);
  const wanted = encodeURIComponent(address.slice(product.url.length));
  await expect(page).toHaveURL(`${product.url}/sign-in?to=${wanted}`);
});

test('a page of a listed origin submits, streams, listens and reads with a key; others do not', async ({
  page,
}) => {
  const api = `${product.url}/api/v1`;
  const submit = async (secret: string | null) =>
    page.evaluate(
      async ({ api, secret, question }) => {
        const response = await fetch(`${api}/jobs`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
            ...(secret && { authorization: `Bearer ${secret}` }),
          },
          body: JSON.stringify({ job_type: 'research', input_data: { query: question, preset: 'quick' } }),
        }).catch((error: Error) => error.name);
        if (typeof response === 'string') return { status: response, location: null, rate: null, job: null };
        const { status, headers } = response;
        const told = { location: headers.get('location'), rate: headers.get('ratelimit') };
        return { status, ...told, job: await response.json() };
      },
      { api, secret, question },
    );
  await page.goto(elsewhere.other);
  expect(await submit(key)).toMatchObject({ status: 'TypeError' });

  await page.goto(elsewhere.listed);
  expect(await submit(null)).toMatchObject({ status: 401 });
  const taken = await submit(key);
  expect(taken).toMatchObject({
    status: 202,
    location: new URL(`${api}/jobs/${taken.job.job_id}`).pathname,
  });
  expect(taken.rate).toMatch(/^"requests";r=\d+;t=\d+$/);
  const heard = await page.evaluate(
    async ({ api, key, id }) => {
      const headers = { authorization: `Bearer ${key}` };
      const token = await fetch(`${api}/realtime/token`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ job_id: id }),
      }).then((response) => response.json());
      const address = `${token.apiBaseUrl}/v1/realtime/connect?token=${encodeURIComponent(token.key)}`;
      const socket = new WebSocket(address.replace(/^http/, 'ws'));
      const opened = await new Promise((resolve) => {
        socket.onopen = () => resolve('open');
        socket.onclose = () => resolve('closed');
      });
      socket.close();
      const stream = await fetch(`${api}/jobs/${id}/stream`, { headers });
      const text = await stream.text();
      const job = await fetch(`${api}/jobs/${id}`, { headers }).then((response) => response.json());
      return {
        opened,
        isDone: text.endsWith('event: done\ndata: {}\n\n'),
        status: job.status,
        tokenAt: token.apiBaseUrl,
      };
    },
    { api, key, id: taken.job.job_id },
  );
  expect(heard).toEqual({ opened: 'open', isDone: true, status: 'complete', tokenAt: product.url });
});

test('what was open ends with the key', async ({ page }) => {
  const own = keys('create', 'program');
  await page.goto(elsewhere.listed);
  const open = page.evaluate(
    async ({ url, own, question }) => {
      const headers = { authorization: `Bearer ${own}`, 'content-type': 'application/json' };
      const post = async (at: string, body: object) =>
        (await fetch(`${url}/api/v1/${at}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
      const input_data = { query: question, approve_plan: true };
      const { job_id } = await post('jobs', { job_type: 'research', input_data });
      const stream = await fetch(`${url}/api/v1/jobs/${job_id}/stream`, { headers });
      const { key } = await post('realtime/token', {});
      const socket = new WebSocket(
        `${url.replace(/^http/, 'ws')}/v1/realtime/connect?token=${encodeURIComponent(key)}`,
      );
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      const startedAt = performance.now();
      const after = () => performance.now() - startedAt;
      document.title = 'Open';
      const closed = new Promise<number>((resolve) => {
        socket.onclose = () => resolve(after());
      });
      const ended = stream.text().then(after, after);
      return { socketMs: await closed, streamMs: await ended };
    },
    { url: product.url, own, question },
  );
  await expect(page).toHaveTitle('Open');
  keys('revoke', 'program');
  const refused = await fetch(`${product.url}/api/v1/jobs`, { headers: { authorization: `Bearer ${own}` } });
  expect(refused.status).toBe(401);
  const times = await open;
  expect(Math.max(times.socketMs, times.streamMs)).toBeLessThan(60_000);
});
