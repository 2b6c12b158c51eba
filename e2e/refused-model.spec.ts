import { createFakeGateway, type Script } from '#lib/testing/fake-gateway.ts';
import { expect, type Page, test } from './browser.ts';
import { type Product, startProduct } from './start-product.ts';

const gateway = createFakeGateway();
let product: Product;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  await gateway.start();
  product = await startProduct({
    ...{ GATEWAY_BASE_URL: gateway.url, GATEWAY_API_KEY: 'sk-not-to-be-told', MODEL: 'house/model' },
    ...{ SOURCES: 'documents' },
  });
});
test.afterAll(async () => {
  await product?.stop();
  await gateway.stop();
});

/** What a gateway answers to every call, and what of it people have to read on the page of the job. */
const refusals: { what: string; script: Script; says: RegExp }[] = [
  {
    what: 'a key that is not accepted',
    script: { status: 401, message: 'Incorrect API key provided: sk-not-to-be-told.' },
    says: /key.*GATEWAY_API_KEY/,
  },
  {
    what: 'a model that it does not have',
    script: { status: 404, message: 'The model `house/model` does not exist.' },
    says: /house\/model.*(MODEL|GATEWAY_BASE_URL)/,
  },
  {
    what: 'an account without credit',
    script: { status: 429, message: 'You exceeded your current quota, please check your billing details.' },
    says: /no credit/,
  },
];

for (const { what, script, says } of refusals) {
  test(`of ${what}, the job says so at once and names the setting, and nothing is tried again`, async ({
    page,
  }) => {
    gateway.always(script);
    const callsBefore = gateway.calls.length;
    const id = await ask(page);
    await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(says).first()).toBeVisible();
    expect(await page.content()).not.toContain('sk-not-to-be-told');
    const job = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
    expect(job).toMatchObject({
      status: 'failed',
      error: {
        code: expect.stringMatching(/^model_/),
        retryable: false,
        message: expect.stringMatching(says),
        attempt: 1,
      },
    });
    expect(gateway.calls.length - callsBefore).toBe(1);
  });
}

test('of a context that is too small for anything, the report by rules says so', async ({ page }) => {
  gateway.always({
    status: 400,
    message: "This model's maximum context length is 128 tokens, however you requested 900 tokens.",
  });
  const id = await ask(page);
  await expect(page.getByText('Complete', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Built-in writer in place of /).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByText(/without the model: The prompt is too long/).first()).toBeVisible();
  const { result } = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
  expect(result.report.citations.length).toBeGreaterThan(0);
});

test('of an address where nobody answers, the job says so and names the setting', async ({ page }) => {
  await gateway.stop();
  const id = await ask(page);
  await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/cannot be reached.*GATEWAY_BASE_URL/).first()).toBeVisible();
  const job = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
  expect(job).toMatchObject({
    status: 'failed',
    error: {
      code: expect.stringMatching(/^model_/),
      message: expect.stringMatching(/cannot be reached.*GATEWAY_BASE_URL/),
    },
  });
});

async function ask(page: Page): Promise<string> {
  const response = await page.request.post(`${product.url}/api/v1/jobs`, {
    data: { job_type: 'research', input_data: { query: 'How do I stream text from a route handler?' } },
  });
  const { job_id } = await response.json();
  await page.goto(`${product.url}/jobs/${job_id}`);
  return job_id;
}
