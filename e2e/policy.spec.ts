import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';

const pages = ['/', '/chat', '/sources', '/jobs/0198c0de-0000-7000-8000-000000000000', '/no/such/page'];

for (const path of pages) {
  test(`each script of ${path} carries the nonce of its own answer`, async ({ product }) => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(product.url + path);
        const policy = response.headers.get('content-security-policy') ?? '';
        const [, nonce = ''] = /script-src [^;]*'nonce-([^']+)'/.exec(policy) ?? [];
        expect(nonce).not.toBe('');
        expect(policy).not.toMatch(/script-src [^;]*'unsafe-/);
        const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(0);
        for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });
}

test('what was smuggled into a page neither runs nor loads anything', async ({ page, product }) => {
  const asked: string[] = [];
  const canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/javascript' }).end('window.ran = true;');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const elsewhere = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const smuggled = `<script src="${elsewhere}/script.js"></script><script>window.ran = true;</script>
    <img src="${elsewhere}/picture.png" onerror="window.ran = true"><iframe src="${elsewhere}/frame"></iframe>
    <script nonce="guessed" src="${elsewhere}/guessed.js"></script><object data="${elsewhere}/object"></object>`;
  await page.route(`${product.url}/`, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace('</body>', `${smuggled}</body>`);
    expect(html).toContain(elsewhere);
    await route.fulfill({ response, body: html });
  });
  const refused: string[] = [];
  page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && refused.push(message.text()),
  );
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect.poll(() => refused.length).toBeGreaterThanOrEqual(4);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(asked).toEqual([]);
  // A browser that was refused may yet have opened a connection beforehand; closing would wait for it a minute.
  canary.closeAllConnections();
  await new Promise((resolve) => canary.close(resolve));
});

test('OPTIONS names the methods that an address takes, as its 405 does', async ({ product }) => {
  for (const [path, allow] of [
    ['/api/v1/jobs', 'GET, HEAD, POST, OPTIONS'],
    ['/api/v1/jobs/0198c0de-0000-7000-8000-000000000000', 'GET, HEAD, DELETE, OPTIONS'],
    ['/api/healthz', 'GET, HEAD, OPTIONS'],
  ]) {
    const asked = await fetch(product.url + path, { method: 'OPTIONS' });
    const refused = await fetch(product.url + path, { method: 'PUT' });
    expect([asked.status, asked.headers.get('allow')]).toEqual([204, allow]);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, allow]);
  }
});
