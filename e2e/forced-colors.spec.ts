import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

// As Windows' high contrast: the system chooses all colours, and no background, shadow or gradient of ours is left.
test.use({ contextOptions: { forcedColors: 'active' } });

const source = 'A cache entry lives for fifteen minutes.';
const judged = {
  question: 'How long does a cache entry live?',
  text: `${source} It lives for 20 minutes. Der Eintrag wird danach verworfen.`,
  sources: [{ text: source }],
};

async function openJudged(page: Page): Promise<void> {
  const response = await page.request.post('/api/v1/jobs', {
    data: { job_type: 'judge', input_data: judged },
    headers: { prefer: 'wait=60' },
  });
  const { job_id } = await response.json();
  await page.goto(`/jobs/${job_id}`);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
}

const looksOf = (of: Locator, property: 'backgroundColor' | 'borderBottomColor' | 'backgroundImage') =>
  of.evaluateAll((all, name) => all.map((one) => getComputedStyle(one)[name]), property);

test('bars, margins and what is chosen are told apart', async ({ page }) => {
  await openJudged(page);
  const chosen = page.getByRole('tab', { selected: true });
  const others = page.getByRole('tab', { selected: false });
  const [line] = await looksOf(chosen, 'borderBottomColor');
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(line).not.toBe(canvas);
  expect(await looksOf(others, 'borderBottomColor')).not.toContain(line);

  const bar = page.getByRole('img', { name: /^3 claims: 1 supported, .*1 not checked/ }).first();
  const [supported] = await looksOf(bar.locator('.pattern-supported'), 'backgroundColor');
  expect(supported).not.toBe(canvas);
  expect((await looksOf(bar.locator('.pattern-contradicted'), 'backgroundImage'))[0]).toContain('gradient');
  const mark = page.locator('.gutter .pattern-supported').first();
  expect((await looksOf(mark, 'backgroundColor'))[0]).toBe(supported);

  const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  const [jobs, ...rest] = await looksOf(places, 'backgroundColor');
  expect(rest).not.toContain(jobs);
  await expectAccessible(page);
});

test('the chosen way of asking, its depth and a switch that is on are seen', async ({ page }) => {
  await page.goto('/');
  for (const name of ['Job type', 'Depth']) {
    const choices = page.getByRole('group', { name }).locator('label');
    const looks = await looksOf(choices, 'backgroundColor');
    expect(new Set(looks).size, name).toBe(2);
  }
  const start = page.getByRole('button', { name: /^Start research/ });
  expect(await start.evaluate((button) => getComputedStyle(button).forcedColorAdjust)).toBe('none');
  const knob = page.getByRole('switch', { name: 'Show me the plan first' }).locator('+ span');
  const [off] = await looksOf(knob, 'backgroundColor');
  await page.getByText('Show me the plan first').click();
  await expect.poll(async () => (await looksOf(knob, 'backgroundColor'))[0]).not.toBe(off);
  await expectAccessible(page);
});
