import type { Page } from '@playwright/test';
import { startCli } from '#lib/testing/cli.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';
import { programEnv } from './through-nginx.ts';

// Nothing listens on port 9 of this machine: Wikipedia cannot be reached. arXiv is left out.
test.use({ productEnv: { SOURCES: 'documents,wikipedia', WIKIPEDIA_URL: 'http://127.0.0.1:9' } });

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Sources' }).getByRole('listitem').filter({ hasText: name }).first();

async function tryOut(page: Page, name: string, query: string): Promise<void> {
  await page.getByRole('button', { name: `Try it ${name}` }).click();
  const field = page.getByRole('searchbox', { name: `Query for ${name}` });
  await expect(field).toBeFocused();
  await field.fill(query);
  await page.keyboard.press('Enter');
}

test('each source says whether it is on, and one that is off what to do', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sources' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await expect(row(page, 'Documents')).toContainText('On');
  await expect(row(page, 'Documents')).toContainText('Not asked yet');
  await expect(row(page, 'arXiv')).toContainText('add arxiv to SOURCES');
  await expect(row(page, 'Z.AI')).toContainText(/set ZAI_API_KEY/i);
  await expect(page.getByRole('button', { name: 'Try it arXiv' })).toBeHidden();
});

test('a source is tried with one query: its hits, or why there are none, and the list remembers', async ({
  page,
}) => {
  await page.goto('/sources');
  await tryOut(page, 'Documents', 'stream text');
  const hits = row(page, 'Documents').getByRole('list', { name: 'Hits' });
  await expect(hits.getByRole('listitem').first()).toContainText(/stream/i);
  await expect(row(page, 'Documents')).toContainText(/Last asked just now · last answer in \d+ ms/);
  await tryOut(page, 'Wikipedia', 'stream text');
  await expect(row(page, 'Wikipedia')).toContainText('It could not answer');
  await expect(row(page, 'Wikipedia')).toContainText('Failing');
  await page.reload();
  await expect(row(page, 'Wikipedia')).toContainText(/Failed just now: .*Wikipedia/);
  await expect(row(page, 'Documents')).toContainText('Last asked');
});

test('how a source did is there after a restart, and the terminal tells the same', async ({
  page,
  product,
}) => {
  await page.request.post('/api/v1/sources/documents/try', { data: { query: 'stream text' } });
  await page.request.post('/api/v1/sources/wikipedia/try', { data: { query: 'stream text' } });
  const before = await (await page.request.get('/api/v1/sources')).json();
  const told = await startCli(['doctor'], { env: programEnv(product) }).ended;
  const { data } = before as { data: { id: string }[] };
  expect(told.stdout).toMatch(new RegExp(`^. Sources +2 of ${data.length} are on; failing: wikipedia$`, 'm'));
  for (const { id } of data) expect(told.stdout).toMatch(new RegExp(`^ +${id} +(?:on|off|failing)\\b`, 'm'));
  expect(told.stdout).not.toContain('All is well.');
  expect(told.stdout).toMatch(/^ +documents +on, asked just now, last answer in \d+ ms$/m);
  expect(told.stdout).toMatch(/^ +wikipedia +failing, asked .*: Wikipedia could not be reached/m);
  expect(told.stdout).toMatch(/^ +arxiv +off: .*add arxiv to SOURCES/m);
  await product.restart();
  expect(await (await page.request.get('/api/v1/sources')).json()).toEqual(before);
});

test('the form for a question offers only sources that are on', async ({ page }) => {
  await page.goto('/?new');
  const choice = page.getByRole('group', { name: 'Sources' });
  await expect(choice.getByRole('checkbox')).toHaveCount(2);
  await expect(choice).not.toContainText('arXiv');
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [320, 768, 1440]) {
    test(`nothing serious is in the way of anybody, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/sources');
      await tryOut(page, 'Documents', 'stream text');
      await expect(page.getByRole('list', { name: 'Hits' })).toBeVisible();
      await tryOut(page, 'Wikipedia', 'stream text');
      await expect(page.getByText('It could not answer')).toBeVisible();
      await expectAccessible(page, { everyRule: true });
      await page.screenshot({ path: `test-results/sources-${width}-${scheme}.png`, fullPage: true });
    });
  }
}
