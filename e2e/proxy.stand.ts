import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { type Asking, askByName } from './ask-by-name.ts';
import { findChromium } from './find-chromium.ts';
import { hasNginx, publicName, type Recipe, startNginx } from './start-nginx.ts';
import { type Product, startProduct } from './start-product.ts';

const setups: (Recipe & { title: string })[] = [
  { title: 'https below a path that nginx takes away', name: 'path', isSecure: true },
  { title: 'http below a path that nginx leaves', name: 'path', isSecure: false, keepsPath: true },
  {
    title: 'https on a host of its own, of which the product hears nothing',
    name: 'host',
    isSecure: true,
    hidesHost: true,
  },
  { title: 'http on a host of its own', name: 'host', isSecure: false },
];
const question = 'How do I stream text from a Next.js route handler with the AI SDK?';

test.skip(
  !hasNginx(),
  'There is no nginx on this machine (/usr/sbin/nginx): what stands behind a proxy is not tried.',
);

for (const { title, ...recipe } of setups) {
  test.describe(title, () => {
    test.describe.configure({ mode: 'default', timeout: 240_000 });
    let folder = '';
    let product: Product;
    let nginx: { stop(): Promise<void> };
    let key = '';
    let origin = '';
    let prefix = '';
    /** An address of the public path, or below it. */
    let below = /^$/;

    test.beforeAll(async () => {
      test.setTimeout(240_000);
      folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-nginx-'));
      const port = await findFreePort();
      prefix = recipe.name === 'path' ? '/deep' : '';
      below = new RegExp(`^${prefix}([/?#]|$)`);
      origin = `${recipe.isSecure ? 'https' : 'http'}://${publicName}:${port}`;
      product = await startProduct({ PUBLIC_URL: origin + prefix, SOURCES: 'documents' }, { withKey: true });
      key = product.key ?? '';
      const productPort = Number(new URL(product.url).port);
      nginx = await startNginx(folder, { recipe, port, productPort });
    });
    test.afterAll(async () => {
      await nginx?.stop();
      expect(await product?.stop()).toBe(0);
      rmSync(folder, { recursive: true, force: true });
    });

    const ask = (at: string, asking: Asking = {}) =>
      askByName(new URL(at, `${origin}${prefix}/`).href, {
        ...asking,
        headers: { authorization: `Bearer ${key}`, ...asking.headers },
      });
    const api = (at: string, asking?: Asking) => ask(`${prefix}/api/${at}`, asking);
    const post = (at: string, body: unknown, headers: Record<string, string> = {}) =>
      api(at, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const newJob = async (input: object = {}) =>
      await post('v1/jobs', {
        job_type: 'research',
        input_data: { query: question, preset: 'quick', ...input },
      });

    test('pages and everything that they load lie below the public path', async () => {
      for (const page of ['', 'chat', 'sources', 'no/such/page']) {
        const { status, headers, text } = await ask(page);
        expect(status).toBe(page.startsWith('no') ? 404 : 200);
        expect(headers['content-security-policy']).toContain("'nonce-");
        expect(headers['x-content-type-options']).toBe('nosniff');
        const addresses = [...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, address = '']) => address);
        expect(addresses.length).toBeGreaterThan(3);
        for (const address of addresses) expect(address).toMatch(below);
        const assets = addresses.filter((address) => address.includes('/_next/'));
        expect(assets.length).toBeGreaterThan(0);
        for (const asset of new Set(assets)) expect((await ask(asset)).status).toBe(200);
      }
    });

    test('files of the pages are kept by browsers, and asked for by HEAD and by their tag', async () => {
      const { text } = await ask('');
      const [, asset = ''] = /src="([^"]*\/_next\/static\/[^"]*\.js)"/.exec(text) ?? [];
      const whole = await ask(asset);
      expect(whole.headers['cache-control']).toContain('immutable');
      const head = await ask(asset, { method: 'HEAD' });
      expect([head.status, head.text, head.headers.etag]).toEqual([200, '', whole.headers.etag]);
      const again = await ask(asset, { headers: { 'if-none-match': whole.headers.etag ?? '' } });
      expect([again.status, again.text]).toEqual([304, '']);
    });

    test('a job is taken, and its addresses lead to it', async () => {
      const taken = await newJob();
      expect(taken.status).toBe(202);
      const location = taken.headers.location ?? '';
      expect(new URL(location, origin).href).toMatch(new RegExp(`^${origin}${prefix}/api/v1/jobs/[\\w-]+$`));
      const read = await ask(location);
      expect(read.status).toBe(200);
      expect(read.headers['cache-control']).toContain('no-store');
      const { urls } = read.json<{ urls: Record<string, string> }>();
      for (const url of Object.values(urls))
        expect((await ask(url, { onText: () => true })).status).toBe(200);
      const head = await ask(location, { method: 'HEAD' });
      expect([head.status, head.text]).toEqual([200, '']);
    });

    test('an unchanged job is not sent again', async () => {
      const { job_id: id } = (await newJob()).json();
      await api(`v1/jobs/${id}/stream`);
      const { headers } = await api(`v1/jobs/${id}`);
      const again = await api(`v1/jobs/${id}`, { headers: { 'if-none-match': headers.etag ?? '' } });
      expect([again.status, again.text]).toEqual([304, '']);
    });

    test('a stream comes as it happens, and goes on where it broke off', async () => {
      const { job_id: id } = (await newJob({ approve_plan: true })).json();
      // The job waits, so that nothing more is to come: what has come by then was not held back.
      const first = await api(`v1/jobs/${id}/stream`, {
        onText: (text) => text.includes('event: job-waiting'),
      });
      expect(first.headers['content-type']).toContain('text/event-stream');
      const seen = [...first.text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq));
      expect(seen).toEqual(seen.map((_, at) => at + 1));
      const last = seen.at(-1) ?? 0;
      expect((await post(`v1/jobs/${id}/approve`, {})).status).toBe(200);
      const rest = await api(`v1/jobs/${id}/stream`, { headers: { 'last-event-id': String(last) } });
      const more = [...rest.text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq));
      expect(more).toEqual(more.map((_, at) => last + 1 + at));
      expect(rest.text).toContain('event: job-complete');
      expect(rest.text).toContain('event: done');
    });

    test('a chat is answered by a stream of messages', async () => {
      const message = { id: '0198c0de-0000-7000-8000-000000000002', text: question };
      const id = '0198c0de-0000-7000-8000-000000000001';
      const answer = await post('chat', { id, message, mode: 'answer' });
      expect(answer.status).toBe(200);
      expect(answer.headers['x-vercel-ai-ui-message-stream']).toBe('v1');
      expect(answer.text).toContain('"type":"finish"');
      expect(answer.text.trimEnd()).toMatch(/data: \[DONE\]$/);
    });

    test('files up to 32 MiB are taken, and larger bodies refused in words', async () => {
      const upload = (bytes: number) => {
        const parts = ['--b', 'content-disposition: form-data; name="file"; filename="scan.pdf"', '', ''];
        const body = Buffer.concat([
          Buffer.from(parts.join('\r\n')),
          Buffer.alloc(bytes, 'x'),
          Buffer.from('\r\n--b--\r\n'),
        ]);
        const headers = {
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': String(body.length),
        };
        return api('v1/documents', { method: 'POST', headers, body });
      };
      const taken = await upload(32 * 1024 * 1024);
      expect(taken.status).toBe(201);
      expect(taken.headers.location).toMatch(new RegExp(`^${prefix}/api/v1/documents/`));
      const refused = await upload(32 * 1024 * 1024 + 1);
      expect([refused.status, refused.json().code]).toEqual([413, 'body_too_large']);
      expect((await upload(40 * 1024 * 1024)).status).toBe(413);
      const words = await post('v1/jobs', {
        job_type: 'research',
        input_data: { query: 'x'.repeat(70_000) },
      });
      expect([words.status, words.json().code]).toEqual([413, 'body_too_large']);
    });

    test('what is sent on stays below the public path', async () => {
      for (const at of ['chat/', 'jobs/0198c0de-0000-7000-8000-000000000000/']) {
        const { status, headers } = await ask(at);
        expect(status).toBe(308);
        expect(new URL(headers.location ?? '', origin).href).toBe(`${origin}${prefix}/${at.slice(0, -1)}`);
      }
      const root = await ask(prefix || '/');
      const target = root.headers.location ? new URL(root.headers.location, origin) : undefined;
      if (target) expect(target.pathname).toBe(`${prefix}/`);
      else expect(root.status).toBe(200);
    });

    test('pages of others are refused, and so are names of others', async () => {
      const body = { job_type: 'research', input_data: { query: question } };
      const codeFor = async (headers: Record<string, string>) =>
        (await post('v1/jobs', body, headers)).json().code;
      expect(await codeFor({ origin: 'https://evil.example' })).toBe('forbidden_origin');
      expect(await codeFor({ origin: 'null' })).toBe('forbidden_origin');
      expect(await codeFor({ 'sec-fetch-site': 'cross-site' })).toBe('forbidden_origin');
      expect(await codeFor({ origin })).toBeUndefined();
      if (!recipe.hidesHost) expect(await codeFor({ host: 'evil.example' })).toBe('forbidden_host');
      const unknown = await api('v1/jobs/nothing');
      expect([unknown.status, unknown.headers['content-type']]).toEqual([404, 'application/problem+json']);
      expect((await api('no/such/route')).headers['content-type']).toBe('application/problem+json');
      expect((await api('v1/jobs/%FF')).status).toBe(400);
      expect((await ask(prefix || '/', { method: 'TRACE' })).status).toBe(405);
    });

    test('the WebSocket comes through the same address, for our pages alone', async () => {
      const { key: token, apiBaseUrl } = (await post('v1/realtime/token', {}, { origin })).json();
      expect(apiBaseUrl).toBe(origin + prefix);
      const connect = (from?: string) =>
        new WebSocket(`${String(apiBaseUrl).replace('http', 'ws')}/v1/realtime/connect?token=${token}`, {
          lookup: (_, __, tell) =>
            (tell as (...found: unknown[]) => void)(null, [{ address: '127.0.0.1', family: 4 }]),
          rejectUnauthorized: false,
          ...(from && { origin: from }),
        });
      const foreign = connect('https://evil.example');
      const status = await new Promise((resolve) => {
        foreign.on('unexpected-response', (_, response) => resolve(response.statusCode));
        foreign.on('open', () => resolve('open'));
        foreign.on('error', resolve);
      });
      expect(status).toBe(403);
      foreign.on('error', () => {});
      foreign.terminate();
      const socket = connect(origin);
      const heard: string[] = [];
      socket.on('message', (data) => heard.push(String(data)));
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      const { job_id: id } = (await newJob()).json<{ job_id: string }>();
      await expect.poll(() => heard.some((text) => text.includes(id)), { timeout: 60_000 }).toBe(true);
      socket.close();
    });

    test('a browser asks, sees the answer live, moves about, and asks no other origin for anything', async () => {
      const browser = await chromium.launch({
        executablePath: findChromium(),
        args: [`--host-resolver-rules=MAP ${publicName} 127.0.0.1`],
      });
      try {
        const context = await browser.newContext({
          ignoreHTTPSErrors: true,
        });
        const page = await context.newPage();
        const asked: string[] = [];
        const sockets: string[] = [];
        const faults: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        page.on('websocket', (socket) => sockets.push(socket.url()));
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
        await page.goto(`${origin}${prefix}/sources`);
        await expect(page).toHaveURL(`${origin}${prefix}/sign-in?to=%2Fsources`);
        await page.getByLabel('Key').fill(key);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await expect(page).toHaveURL(`${origin}${prefix}/sources`);
        const session = (await context.cookies()).find(({ name }) => name === 'intentui_session');
        expect(session).toMatchObject({ path: prefix || '/', httpOnly: true, secure: recipe.isSecure });
        await page.goto(`${origin}${prefix}/`);
        await page.getByRole('textbox', { name: 'Question' }).fill(question);
        await page.keyboard.press('Control+Enter');
        await expect(page).toHaveURL(new RegExp(`^${origin}${prefix}/jobs/`));
        await expect(
          page.getByText(/claims supported|word for word|The report is ready/).first(),
        ).toBeVisible({
          timeout: 60_000,
        });
        await page.reload();
        await expect(
          page.getByText(/claims supported|word for word|The report is ready/).first(),
        ).toBeVisible();
        await page.getByRole('link', { name: 'Jobs' }).first().click();
        await expect(page).toHaveURL(new RegExp(`^${origin}${prefix}/?$`));
        await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
        await page.getByRole('link', { name: 'Sources' }).first().click();
        await expect(page).toHaveURL(`${origin}${prefix}/sources`);
        await page.getByRole('button', { name: 'Switch between light and dark' }).click();
        const cookie = (await context.cookies()).find(({ name }) => name === 'theme');
        expect(cookie?.path).toBe(prefix || '/');
        await page.getByRole('link', { name: 'Chat' }).first().click();
        await page.getByRole('textbox', { name: 'Message' }).fill(question);
        await page.keyboard.press('Enter');
        await expect(page).toHaveURL(new RegExp(`^${origin}${prefix}/chat/[\\w-]+$`));
        await page.goBack();
        await page.reload();
        expect(sockets.length).toBeGreaterThan(0);
        const socketsAt = `${origin.replace('http', 'ws')}${prefix}/v1/realtime/connect?`;
        for (const socket of sockets) expect(socket.slice(0, socketsAt.length)).toBe(socketsAt);
        for (const url of asked.filter((url) => /^(http|ws)/.test(url)))
          expect(url.startsWith(origin) ? url.slice(origin.length) : url).toMatch(below);
        expect(faults).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
}
