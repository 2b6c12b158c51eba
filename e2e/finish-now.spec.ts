import { type FakeWikipedia, startFakeWikipedia } from '#lib/testing/fake-wikipedia.ts';
import { expect, test } from './browser.ts';
import { type Product, startProduct } from './start-product.ts';

const question = 'How do I stream text from a Next.js route handler with the AI SDK?';

let wikipedia: FakeWikipedia;
let product: Product;
// Pages that take their time, so that there is something to cut short.
test.beforeAll(async () => {
  test.setTimeout(240_000);
  wikipedia = await startFakeWikipedia({ delayMs: 0, articleDelayMs: 20_000 });
  product = await startProduct({ WIKIPEDIA_URL: wikipedia.url, SOURCES: 'documents,wikipedia' });
});
test.afterAll(async () => {
  await product?.stop();
  await wikipedia?.stop();
});

test('a job that is told to finish now gives a partial report at once, and says why', async ({ page }) => {
  const response = await page.request.post(`${product.url}/api/v1/jobs`, {
    data: { job_type: 'research', input_data: { query: question } },
  });
  const { job_id: id } = await response.json();
  await page.goto(`${product.url}/jobs/${id}`);
  // Own documents have been read by then, the slow pages are still being fetched.
  await expect.poll(() => wikipedia.waiting(), { timeout: 30_000 }).toBeGreaterThan(0);
  const log = async () =>
    (await page.request.get(`${product.url}/api/v1/jobs/${id}/events?limit=1000`)).text();
  await expect.poll(log, { timeout: 30_000 }).toContain('"type":"source-read"');
  const pressedAt = Date.now();
  await page.getByRole('button', { name: 'Finish now' }).click();
  await expect(page.getByText('This report is partial')).toBeVisible({ timeout: 15_000 });
  expect(Date.now() - pressedAt).toBeLessThan(15_000);
  await expect(page.getByText(/^Finished early on request/)).toBeVisible();
  await expect(page.locator('.cite').first()).toBeVisible();
  const job = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
  expect(job).toMatchObject({
    status: 'complete',
    result: { partial: { reason: expect.stringMatching(/^Finished early/) } },
  });
});
