import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'intentui-documents-'));
const folder = path.join(root, 'handbook');
mkdirSync(folder);
writeFileSync(path.join(folder, 'opening.md'), '# Opening hours\n\nThe desk is open from 9 to 17.');
writeFileSync(path.join(folder, 'photo.xyz'), 'x');
symlinkSync('/etc/passwd', path.join(folder, 'passwd.txt'));
test.use({ productEnv: { SOURCES: 'documents', DOCUMENTS_DIR: folder } });
test.afterAll(() => rmSync(root, { recursive: true, force: true }));

const own = (page: Page) => page.getByRole('region', { name: 'Own documents' });
const uploaded = (page: Page) => page.getByRole('list', { name: 'Uploaded documents' }).getByRole('listitem');

/** Drops files on the page as a hand with a mouse does. */
async function drop(page: Page, files: { name: string; text: string }[]): Promise<void> {
  const carried = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  const place = page.getByText('or drop them here');
  await place.dispatchEvent('dragover', { dataTransfer: carried });
  await place.dispatchEvent('drop', { dataTransfer: carried });
}

test('a file that is dropped is asked about, and its citation opens the words that stand in it', async ({
  page,
}) => {
  const words = 'The Kestrel pump has to be serviced every 450 hours of operation.';
  await page.goto('/sources');
  await drop(page, [{ name: 'Wartung & Öl №7.md', text: `# Kestrel pump\n\n${words}\n\nIt is blue.\n` }]);
  const row = uploaded(page).filter({ hasText: 'Wartung & Öl №7.md' });
  await expect(row).toContainText('can be searched');
  await row.getByRole('button', { name: 'Ask about it' }).click();
  await expect(page.getByRole('group', { name: 'Only in' })).toContainText('Wartung & Öl №7.md');
  await page
    .getByRole('textbox', { name: 'Question' })
    .fill('How often does the Kestrel pump have to be serviced?');
  await page.getByRole('button', { name: 'Start research' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
  // While it is written, marks are those of quotes.
  await page
    .getByRole('button', { name: /^Citation/ })
    .first()
    .click({ timeout: 60_000 });
  const card = page.getByRole('dialog', { name: /^Citation/ });
  await expect(card.locator('mark').first()).toContainText(words);
  await expect(card).toContainText('Word for word');
});

test('Esc closes the question that lies above a citation, and then the citation', async ({ page }) => {
  await page.goto('/chat');
  await page.getByRole('textbox', { name: 'Message' }).fill('How often is the Kestrel pump serviced?');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.locator('.cite').first().click();
  const card = page.getByRole('dialog', { name: /^Citation/ });
  await expect(card).toBeVisible();
  await page.getByRole('button', { name: /^Delete “How often/ }).click();
  const asked = page.getByRole('dialog', { name: 'Delete this conversation?' });
  await expect(asked).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await expect(card).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});

test('no sample questions are offered where own documents cannot answer them', async ({ page }) => {
  await page.goto('/chat');
  await expect(page.getByRole('heading', { name: 'What do you want to know?' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Sample questions' })).toHaveCount(0);
});

test('thanks are no question: nothing is searched and nobody judges the answer', async ({ page }) => {
  await page.goto('/?new');
  await page.getByRole('textbox', { name: 'Question' }).fill('Danke schön!');
  await page.getByRole('button', { name: 'Start research' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
  await expect(page.getByText('Hier wird nichts gefragt')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('nothing is asked that a page could answer')).toBeVisible();
  await expect(page.getByText('No page was found.')).toBeVisible();
  await page.getByRole('tab', { name: 'Judge' }).click();
  await expect(page.getByText('Nothing was judged.')).toBeVisible();
});

test('what cannot be taken is told at once, and what is deleted is found no more', async ({ page }) => {
  await page.goto('/sources');
  const field = page.getByLabel('Files to upload');
  await field.setInputFiles([
    { name: 'huge.txt', mimeType: 'text/plain', buffer: Buffer.alloc(32 * 2 ** 20 + 1, 'x') },
    { name: 'song.xyz', mimeType: 'audio/x', buffer: Buffer.from('x') },
    { name: 'gone.md', mimeType: 'text/markdown', buffer: Buffer.from('The Merlin gauge reads 12.') },
  ]);
  await expect(own(page)).toContainText('huge.txt: It has 33 MB, and 32 MB is the most.');
  await expect(own(page)).toContainText('song.xyz: Files of this kind (.xyz) cannot be read here.');
  await expect(uploaded(page).filter({ hasText: 'gone.md' })).toContainText('can be searched');
  const tryOut = async () => {
    const data = { query: 'Merlin gauge' };
    const trial = await page.request.post('/api/v1/sources/documents/try', { data });
    return (await trial.json()).hits.length;
  };
  expect(await tryOut()).toBe(1);
  await page.getByRole('button', { name: 'Delete gone.md' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(uploaded(page).filter({ hasText: 'gone.md' })).toHaveCount(0);
  expect(await tryOut()).toBe(0);
});

test('every file of the folder is accounted for, and looking again finds a new one', async ({ page }) => {
  await page.goto('/sources');
  await expect(own(page)).toContainText('1 of 3 files can be searched');
  await own(page).locator('summary').click();
  await expect(own(page)).toContainText('handbook/photo.xyz');
  await expect(own(page)).toContainText('handbook/passwd.txt');
  writeFileSync(path.join(folder, 'parking.md'), 'Parking is free on Sundays.');
  await page.getByRole('button', { name: 'Look again now' }).click();
  await expect(own(page)).toContainText('2 of 4 files can be searched');
  const data = { job_type: 'research', input_data: { query: 'How tall is the lighthouse of Norwick?' } };
  const { job_id: id } = await (await page.request.post('/api/v1/jobs', { data })).json();
  await page.goto(`/jobs/${id}`);
  await expect(page.getByText(/Own documents: \d+ of \d+ files can be searched; not read/)).toBeVisible({
    timeout: 60_000,
  });
});

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [320, 1440]) {
    test(`nothing serious is in the way of anybody, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/sources');
      await drop(page, [
        { name: `${'long name '.repeat(12)}.md`, text: 'Words.' },
        { name: 'ملف التقرير.md', text: 'Words.' },
        { name: 'song.xyz', text: 'x' },
      ]);
      await expect(own(page)).toContainText('song.xyz: Files of this kind');
      await expect(uploaded(page).filter({ hasText: 'ملف' }).first()).toContainText('can be searched');
      await own(page).locator('summary').click();
      await expectAccessible(page, { everyRule: true });
      await page.screenshot({ path: `test-results/documents-${width}-${scheme}.png`, fullPage: true });
      await page.getByRole('button', { name: 'Delete ملف' }).first().click();
      await expectAccessible(page, { everyRule: true });
    });
  }
}
