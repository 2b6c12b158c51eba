import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startVisionApi, tinyPng } from '#lib/testing/vision-api.ts';
import { expect, test } from './browser.ts';
import { type Product, startProduct } from './start-product.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-library-'));
let api: Awaited<ReturnType<typeof startVisionApi>>;
let product: Product;
// The real vision server, whose API is on this machine.
test.beforeAll(async () => {
  test.setTimeout(240_000);
  api = await startVisionApi();
  api.answer({ text: 'Three blue bars stand beside each other. The highest bar reads 42 million euros.' });
  mkdirSync(path.join(folder, 'charts'));
  writeFileSync(path.join(folder, 'charts/sales.png'), tinyPng);
  writeFileSync(path.join(folder, 'report.md'), '# Sales\n\nSales rose in every quarter of the year.\n');
  product = await startProduct({
    ...{ DOCUMENTS_DIR: folder, SOURCES: 'documents' },
    ...{ ZAI_API_KEY: '0123456789abcdef.ZyXwVu', ZAI_BASE_URL: api.url },
  });
});
test.afterAll(async () => {
  await product?.stop();
  await api?.stop();
  rmSync(folder, { recursive: true });
});

test('a question about a picture is answered with what the picture shows, cited to it', async ({ page }) => {
  await page.goto(`${product.url}/?new`);
  // The field is there once it is known that somebody can look.
  await page.getByRole('textbox', { name: 'Pictures' }).fill('charts/sales.png\nnothing.png');
  await page.getByRole('textbox', { name: 'Question' }).fill('How far did sales go at the peak?');
  await page.getByRole('textbox', { name: 'Question' }).press('Control+Enter');
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.report')).toContainText('The highest bar reads 42 million euros.');
  const panel = page.getByRole('tabpanel', { name: /Sources/ });
  await expect(panel.getByRole('button', { name: /Picture: sales\.png.*Cited/ })).toBeVisible();
  await expect(
    panel.getByRole('button', { name: /Picture: nothing\.png.*There is no such picture/ }),
  ).toBeVisible();
  await panel.getByRole('button', { name: /Picture: sales\.png/ }).click();
  await expect(page.getByRole('dialog').locator('mark').first()).toContainText(/bars|42 million/);
});

test('vision is on in the list of sources, and is no place to search', async ({ page }) => {
  await page.goto(`${product.url}/sources`);
  const row = page.getByRole('listitem').filter({ hasText: 'Z.AI vision' });
  await expect(row).toContainText('Looks at the pictures that a research job names.');
  await expect(row.getByRole('button')).toHaveCount(0);
});
