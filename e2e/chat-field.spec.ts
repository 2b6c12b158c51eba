import { expect, test } from './browser.ts';
import { ask, expectComplete } from './chat-page.ts';
import { type Product, startProduct } from './start-product.ts';

let product: Product;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('what is typed outlives a page that goes at once', async ({ page }) => {
  await page.goto(`${product.url}/chat`);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Half a question');
  await page.reload();
  await expect(field).toHaveValue('Half a question');
});

test('at 400 % the thread has room to be read, and the field is reached', async ({ page }) => {
  await page.goto(`${product.url}/chat`);
  await ask(page, 'What is a step?', 'Answer');
  await expectComplete(page);
  await page.setViewportSize({ width: 320, height: 256 });
  const thread = await page.getByRole('log', { name: 'Conversation' }).boundingBox();
  expect(thread?.height).toBeGreaterThanOrEqual(150);
  const title = await page.getByRole('main').getByText('What is a step?').first().boundingBox();
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  if (await jump.isVisible()) {
    const { y = 0 } = (await jump.boundingBox()) ?? {};
    expect(y).toBeGreaterThan((title?.y ?? 0) + (title?.height ?? 0));
  }
  const field = page.getByRole('textbox', { name: 'Message' });
  await page.getByRole('log', { name: 'Conversation' }).focus();
  await field.focus();
  await expect(field).toBeInViewport({ ratio: 0.9 });
});
