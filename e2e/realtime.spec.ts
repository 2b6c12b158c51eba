import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { Product } from './start-product.ts';
import { ownPath, programEnv } from './through-nginx.ts';

const root = path.resolve(import.meta.dirname, '..');
const question = 'How do I stream text from a Next.js route handler with the AI SDK?';

async function createJob(page: Page, query: string): Promise<string> {
  const response = await page.request.post('/api/v1/jobs', {
    data: { job_type: 'research', input_data: { query, preset: 'quick' } },
  });
  expect(response.status()).toBe(202);
  return (await response.json()).job_id;
}

/** Where its WebSockets are opened. */
const socketsOf = ({ url }: Product): string => url.replace(/^http/, 'ws');

/** Opens a page and notes what it asks for, which sockets it opens, and what they tell. */
async function watch(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const log = {
    requests: [] as { path: string; at: number }[],
    sockets: [] as string[],
    updates: [] as { at: number; status: string }[],
  };
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url());
    const asked = ownPath(pathname);
    if (asked.startsWith('/api/')) log.requests.push({ path: asked, at: Date.now() });
    if (request.url().startsWith('http')) expect(origin).toBe(new URL(url).origin);
  });
  page.on('websocket', (socket) => {
    log.sockets.push(socket.url());
    socket.on('framereceived', ({ payload }) => {
      const { kind, data } = JSON.parse(String(payload));
      // What the engine tells of the end of a run comes on the same channel, before the last update or after it.
      if (kind === 'data') log.updates.push({ at: Date.now(), status: data.status });
    });
  });
  await page.goto(url);
  const count = (what: string) => log.requests.filter(({ path: asked }) => asked === what).length;
  return { page, log, count };
}

test('two browsers see list and job change over one WebSocket each, and ask for nothing in between', async ({
  browser,
  product,
}) => {
  const contexts = [await browser.newContext(), await browser.newContext()];
  const lists = await Promise.all(contexts.map((context) => watch(context, `${product.url}/`)));
  const [one] = lists as [(typeof lists)[0]];
  // The first job makes the list appear, in both browsers, though neither was told to load.
  const first = await createJob(one.page, `${question} First.`);
  for (const { page } of lists) {
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: `${question} First.` })).toBeVisible();
    await expect(page.getByText(/claims supported|word for word|The report is ready/)).toBeVisible({
      timeout: 60_000,
    });
  }
  // Nothing changes: nothing is asked, for longer than two turns of polling would take.
  await one.page.waitForTimeout(1000);
  const settled = lists.map(({ log }) => log.requests.length);
  await one.page.waitForTimeout(11_000);
  expect(lists.map(({ log }) => log.requests.length)).toEqual(settled);

  const jobs = await Promise.all(contexts.map((context) => watch(context, `${product.url}/jobs/${first}`)));
  for (const { page, log } of jobs) {
    await expect(page.getByText('Up to date')).toBeVisible();
    expect(log.sockets).toEqual([]); // it has ended: nothing will change
    await page.close();
  }

  const updatesBefore = lists.map(({ log }) => log.updates.length);
  const second = await createJob(one.page, `${question} Second.`);
  const followed = await Promise.all(
    contexts.map((context) => watch(context, `${product.url}/jobs/${second}`)),
  );
  for (const { page } of followed)
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  for (const { page } of lists) {
    await expect(page.getByText(/claims supported|word for word|The report is ready/)).toHaveCount(2, {
      timeout: 30_000,
    });
  }
  for (const [index, { log, count }] of lists.entries()) {
    expect(log.sockets).toHaveLength(1);
    expect(new URL(log.sockets[0] ?? '').origin).toBe(new URL(socketsOf(product)).origin);
    const updates = log.updates.slice(updatesBefore[index]);
    expect(updates.at(-1)?.status).toBe('complete');
    // Each GET of the list follows an update with another status, or the opening of the socket.
    const changes = log.updates.filter(({ status }, at) => status !== log.updates[at - 1]?.status).length;
    expect(count('/api/v1/jobs')).toBeLessThanOrEqual(2 + changes);
  }
  for (const { log, count } of followed) {
    expect(log.sockets.length).toBeLessThanOrEqual(1);
    expect(count(`/api/v1/jobs/${second}/events`)).toBe(0);
    expect(count(`/api/v1/jobs/${second}/stream`)).toBeLessThanOrEqual(1);
    expect(count(`/api/v1/jobs/${second}`)).toBeLessThanOrEqual(5);
  }
  await Promise.all(contexts.map((context) => context.close()));
});

test('a job page in the background reads on when the WebSocket wakes it, without polling', async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' });
  });
  const list = await watch(context, `${product.url}/`);
  const job = await createJob(list.page, `${question} In the background.`);
  const { page, log, count } = await watch(context, `${product.url}/jobs/${job}`);
  await expect(page).toHaveTitle(/^Complete: /, { timeout: 60_000 });
  await expect(page.getByText('Up to date')).toBeVisible();
  expect(await page.locator('.cite').count()).toBeGreaterThan(0);
  // Until React has taken over, a page counts as seen: a stream may begin then, and is broken off.
  expect(count(`/api/v1/jobs/${job}/stream`)).toBeLessThanOrEqual(1);
  expect(log.sockets).toHaveLength(1);
  expect(count(`/api/v1/jobs/${job}/events`)).toBeGreaterThan(0);
  // At the start, when the socket opens, after each update, and once more at the end.
  expect(count(`/api/v1/jobs/${job}/events`)).toBeLessThanOrEqual(log.updates.length + 3);
  await context.close();
});

test('a list that lost its server asks again and again, and is live once the server is back', async ({
  page,
  product,
}) => {
  await page.goto('/');
  await createJob(page, `${question} Before.`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await product.end();
  await expect(page.getByText(/^(Asking every|Reconnecting in)/)).toBeVisible();
  await product.restart();
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  const query = `${question} After.`;
  await createJob(page, query);
  await expect(page.getByRole('link', { name: query })).toBeVisible();
});

test('a page of another origin opens no socket', async ({ page, product, context }) => {
  await page.goto('/');
  const { key } = await (await page.request.post('/api/v1/realtime/token', { data: {} })).json();
  const foreign = await context.newPage();
  await foreign.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>evil</p>' }),
  );
  await foreign.goto('http://evil.example/');
  const opens = (target: Page) =>
    target.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      `${socketsOf(product)}/v1/realtime/connect?token=${key}`,
    );
  expect(await opens(foreign)).toBe('refused');
  expect(await opens(page)).toBe('open');
});

test('the example of a plain client prints a job to its end', async ({ page, product }) => {
  const job = await createJob(page, `${question} Example.`);
  const child = spawn(process.execPath, ['docs/examples/job-updates.mjs', job], {
    cwd: root,
    env: { ...process.env, ...programEnv(product) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  const lines = printed.trim().split('\n');
  expect(lines.at(-1)).toMatch(new RegExp(`^${job}  100 %  complete  #\\d+$`));
});
