import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const questions = [
  'How do I stream text from a Next.js route handler with the AI SDK?',
  'What is the difference between generateText and streamText?',
  'How does caching with the use cache directive work in Next.js?',
  'How can I test an application that uses the AI SDK?',
  'Which errors can streamText emit, and how do I handle them on the client?',
];
/** A product of its own: five more jobs would stand in the lists that other files look at. */
test.use({ productEnv: { JOB_TIMEOUT_SECONDS: '900' } });

let reports: string[] = [];

/** The pages of finished reports; made once. */
async function makeReports(page: Page): Promise<string[]> {
  const ids = await Promise.all(
    questions.map(async (query) => {
      const data = { job_type: 'research', input_data: { query } };
      return (await (await page.request.post('/api/v1/jobs', { data })).json()).job_id as string;
    }),
  );
  for (const id of ids) {
    const read = async () => (await (await page.request.get(`/api/v1/jobs/${id}`)).json()).status;
    await expect.poll(read, { timeout: 120_000 }).toBe('complete');
  }
  return ids;
}

/** Where the marked words of an open card stand: whether they begin in sight, and end there too where there is room. */
const sightOf = (card: Locator) =>
  card.evaluate((dialog) => {
    const box = dialog.querySelector('[data-scrolls]')?.getBoundingClientRect();
    const marks = [...dialog.querySelectorAll('mark')].map((mark) => mark.getClientRects());
    const first = marks.at(0)?.[0];
    const last = [...(marks.at(-1) ?? [])].at(-1);
    if (!box || !first || !last) return { begins: false, ends: false };
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
    return {
      begins: first.top >= top - 1 && first.bottom <= bottom + 1,
      ends: last.bottom <= bottom + 1 || last.bottom - first.top > box.height,
    };
  });

for (const width of [320, 768, 1440]) {
  test(`every citation opens with its quote in sight, ${width} px`, async ({ page }, info) => {
    test.setTimeout(300_000);
    if (reports.length === 0) reports = await makeReports(page);
    await page.setViewportSize({ width, height: 900 });
    const hidden: string[] = [];
    let all = 0;
    for (const id of reports) {
      await page.goto(`/jobs/${id}`);
      await expect(page.locator('.cite').first()).toBeVisible();
      const count = await page.locator('.cite').count();
      all += count;
      for (let at = 0; at < count; at += 1) {
        const mark = page.locator('.cite').nth(at);
        // At the lower edge there is the least room for a card.
        await mark.evaluate((element) => element.scrollIntoView({ block: 'end' }));
        await mark.click();
        const card = page.getByRole('dialog', { name: /^Citation/ });
        await expect(card.locator('mark').first()).toBeAttached();
        const { begins, ends } = await sightOf(card);
        if (!begins || !ends) hidden.push(`${id}: citation ${at + 1} of ${count}`);
        await page.keyboard.press('Escape');
        await expect(card).toBeHidden();
      }
    }
    info.annotations.push({ type: 'in sight', description: `${all - hidden.length} of ${all}` });
    console.log(`${width} px: ${all - hidden.length} of ${all} in sight`);
    expect(hidden).toEqual([]);
    expect(all).toBeGreaterThan(50);
  });
}
