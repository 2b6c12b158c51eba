import { expect, test } from './browser.ts';
import { ask, expectComplete, lastJob, newest } from './chat-page.ts';
import { expectAccessible } from './expect-accessible.ts';
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

test('an answer rests on the files that were added to the message, until they are taken away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${product.url}/chat`);
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page
    .getByLabel('Files to answer from', { exact: true })
    .setInputFiles([
      file('Harbour rules of Norling, as of this spring.txt', 'The harbour of Norling closes at 22:40.\n'),
      file('empty.txt', '   \n'),
    ]);
  const chips = page.getByRole('list', { name: 'Answered from' });
  await expect(chips.getByRole('listitem')).toHaveCount(2);
  await expect(chips.getByText('empty.txt, not read: without text')).toBeVisible();
  await chips.getByRole('button', { name: 'Take empty.txt away' }).click();
  await expect(page.getByText(/^Answered from these files alone/)).toBeVisible();
  await expectAccessible(page);
  // Kept with what is typed.
  await page.reload();
  await expect(chips.getByRole('listitem')).toHaveCount(1);
  await ask(page, 'When does the harbour of Norling close?', 'Answer');
  await expectComplete(page);
  await expect(newest(page).getByText('The harbour of Norling closes at 22:40.').first()).toBeVisible();
  expect((await lastJob(page)).input_data.documents).toHaveLength(1);
  await chips.getByRole('button', { name: /^Take Harbour/ }).click();
  await expect(chips).toHaveCount(0);
});
