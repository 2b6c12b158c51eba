import { expect, test } from './browser.ts';
import { ask, expectComplete, lastJob } from './chat-page.ts';
import { type Product, startProduct } from './start-product.ts';

let product: Product;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('the caps that a person sets hold for each answer until they are changed', async ({ page }) => {
  await page.goto(`${product.url}/chat`);
  await page.getByText('No limits', { exact: true }).click();
  await page.getByLabel('Pages', { exact: true }).fill('3');
  await ask(page, 'What is a step?', 'Research');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  await expectComplete(page);
  expect((await lastJob(page)).budget).toEqual({ pages: 3 });
  await page.reload();
  await page.getByText('Limits: 3 pages', { exact: true }).click();
  await expect(page.getByLabel('Pages', { exact: true })).toHaveValue('3');
});
