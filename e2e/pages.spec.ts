import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';
import { ownPath } from './through-nginx.ts';

// One step at a time, so that a line of jobs lasts long enough to cancel the last one.
test.use({ productEnv: { JOB_MAX_CONCURRENT: '1' } });

const question = 'How do I stream text from a Next.js route handler with the AI SDK?';
let answered = '';

async function postJob(page: Page, data: object): Promise<string> {
  const response = await page.request.post('/api/v1/jobs', { data });
  expect(response.status()).toBe(202);
  return (await response.json()).job_id;
}

const createJob = (page: Page, query: string, more: object = {}): Promise<string> =>
  postJob(page, { job_type: 'research', input_data: { query }, ...more });

const readJob = async (page: Page) =>
  (await page.request.get(`/api/v1${ownPath(new URL(page.url()).pathname)}`)).json();

/** A finished research job; made once for the tests that only look at one. */
async function openAnswer(page: Page): Promise<void> {
  answered ||= await createJob(page, question);
  await page.goto(`/jobs/${answered}`);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.cite').first()).toBeVisible();
}

test('before the first job, a sample question fills the form', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle('Jobs · IntentUI Research');
  await page.getByRole('button', { name: question }).click();
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveValue(question);
  await expect(page.getByRole('textbox', { name: 'Question' })).toBeFocused();
});

for (const [address, name] of [
  ['/', 'Question'],
  ['/chat', 'Message'],
] as const) {
  test(`what is typed before ${address} is live is not lost`, async ({ page }) => {
    let comeAlive = () => {};
    const held = new Promise<void>((resolve) => {
      comeAlive = resolve;
    });
    await page.route('**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(address, { waitUntil: 'commit' });
    const field = page.getByRole('textbox', { name });
    await field.fill(question);
    expect(await isLive(field)).toBe(false);
    comeAlive();
    await expect.poll(() => isLive(field)).toBe(true);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect(field).toHaveValue(question);
  });
}

/** React has taken the element over. */
const isLive = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps')));

test('a question asked by keyboard becomes a cited report while one watches', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Question' }).fill(question);
  await expect.poll(() => isLive(page.getByRole('textbox', { name: 'Question' }))).toBe(true);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Up to date')).toBeVisible();
  await expect(page).toHaveTitle(`Complete: ${question} · IntentUI Research`);
  expect(await page.locator('.cite').count()).toBeGreaterThanOrEqual(5);
  // Who has not scrolled is where a report is read from, not at its end.
  const report = page.getByRole('region', { name: 'Report', exact: true });
  expect(await report.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
});

test('a citation opens its quote word for word, and Esc leads back to it', async ({ page }) => {
  await openAnswer(page);
  const mark = page.locator('.cite').first();
  await mark.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: /^Citation 1/ });
  await expect(card.getByText('Word for word', { exact: true })).toBeVisible();
  const evidence = await (await page.request.get(`/api/v1/jobs/${answered}/evidence`)).json();
  const quotes: string[] = evidence.quotes.map(({ text }: { text: string }) => squeeze(text));
  const marked = squeeze((await card.locator('mark').allTextContents()).join(' '));
  expect(marked.length).toBeGreaterThan(10);
  expect(quotes.some((text) => text.includes(marked))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(mark).toBeFocused();
});

test('on a small screen the quote is a sheet that keeps the keyboard inside', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openAnswer(page);
  await page.locator('.cite').first().click();
  const sheet = page.getByRole('dialog', { name: /^Citation 1/ });
  await expect(sheet).toBeVisible();
  const box = await sheet.boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(800);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toBeHidden();
});

test('the pages, the judgment and what happened stand beside the report', async ({ page }) => {
  await openAnswer(page);
  await page
    .getByRole('button', { name: /Cited \d+×/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /Sources/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Correctness')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('log').getByText('The report is ready')).toBeVisible();
});

test('an answer of quotes looks like quotes: nothing on its page or in the list is green, scored or called supported', async ({
  page,
}) => {
  await openAnswer(page);
  await page.getByRole('tab', { name: /Judge/ }).click();
  await expect(page.getByText(/^\d+ quotes, word for word$/).first()).toBeVisible();
  await expect(page.locator('.pattern-supported, .gutter .tone-good')).toHaveCount(0);
  await expect(page.getByText(/^Supported$|claims? supported/)).toHaveCount(0);
  await page.goto('/');
  const row = page.getByRole('listitem').filter({ hasText: question }).first();
  await expect(row).toContainText(/Estimated relevance 0\.\d\d · \d+ quotes, word for word/);
  await expect(row).toContainText('Score: –');
  await expect(row.locator('.pattern-supported')).toHaveCount(0);
});

test('the first byte of a job page holds the report', async ({ page }) => {
  await openAnswer(page);
  const words = (await page.locator('.report p').first().textContent())?.slice(0, 40) ?? '';
  expect(words.length).toBeGreaterThan(10);
  const html = await (await page.request.get(`/jobs/${answered}`)).text();
  expect(html.slice(0, html.indexOf('<script>self.__next_f'))).toContain('class="report"');
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: false });
  const quiet = await context?.newPage();
  await quiet?.goto(page.url());
  await expect(quiet?.locator('.report p').first() ?? page.locator('none')).toContainText(words);
  await context?.close();
});

test('on paper stand the question, the whole report, its sources with their addresses and the judgment', async ({
  page,
}) => {
  await openAnswer(page);
  await page.getByRole('tab', { name: /Judge/ }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
  const { report } = (await readJob(page)).result;
  const paper = page.locator('footer').filter({ hasText: 'Check:' });
  await expect(paper).toContainText(
    /\d+ quotes, word for word, estimated relevance 0\.\d\d\. Built-in judge/,
  );
  for (const { title } of report.citations) await expect(paper).toContainText(title);
  await expect(page.locator('.report p').last()).toBeVisible();
  for (const name of ['banner', 'navigation', 'tablist', 'complementary'] as const)
    await expect(page.getByRole(name).locator('visible=true')).toHaveCount(0);
  expect(await page.locator('button:not(.cite):visible').count()).toBe(0);
  const isCut = await page
    .locator('#main')
    .evaluate((main) =>
      [main, ...main.querySelectorAll('*')].some(
        (element) =>
          getComputedStyle(element).overflowY !== 'visible' &&
          element.scrollHeight > element.clientHeight + 2,
      ),
    );
  expect(isCut).toBe(false);
});

test('what is typed outlives a reload that comes at once', async ({ page }) => {
  await page.goto('/?new');
  const field = page.getByRole('textbox', { name: 'Question' });
  await expect.poll(() => isLive(field)).toBe(true);
  await field.fill('Half a thought');
  await page.reload();
  await expect(field).toHaveValue('Half a thought');
  await field.fill('');
});

test('a job that waits in line is cancelled after one question back', async ({ page }) => {
  await page.goto('/');
  const line = Array.from({ length: 12 }, (_, index) => `${question} Part ${index}`);
  for (const query of line) await createJob(page, query, { priority: 9 });
  const last = await createJob(page, 'What is the use cache directive?', { priority: 0 });
  await page.goto(`/jobs/${last}`);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Keep running' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancel the job' }).click();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden();
  await page.goto('/?status=cancelled');
  await expect(page.getByRole('link', { name: 'What is the use cache directive?' })).toBeVisible();
});

test('a plan is shown first, edited and approved, and the research follows it', async ({ page }) => {
  await page.goto('/?new');
  await page.getByRole('textbox', { name: 'Question' }).fill(question);
  await page.getByText('Show me the plan first').click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Check the plan' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/The clock stands still/)).toBeVisible();
  await page.getByRole('button', { name: 'Edit question 1' }).click();
  await page.getByRole('textbox', { name: 'Question 1', exact: true }).fill('What does streamText return?');
  await page.getByRole('textbox', { name: 'Searches, one a line' }).fill('streamText result\nstreamText');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.keyboard.type('What is dropped again?');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.keyboard.type('What is a route handler?');
  await page.keyboard.press('Enter');
  const last = page.getByRole('list', { name: 'Sub-questions' }).locator('> li').last();
  await expect(last).toContainText('What is a route handler?');
  await last.getByRole('button', { name: /^Move question \d up/ }).click();
  await page.getByRole('button', { name: 'Approve as edited' }).click();
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  const { sub_questions } = (await readJob(page)).result.plan;
  expect(sub_questions).toContainEqual({
    question: 'What does streamText return?',
    queries: ['streamText result', 'streamText'],
    expects: '',
  });
  expect(sub_questions.map((part: { question: string }) => part.question)).toContain(
    'What is a route handler?',
  );
  expect(JSON.stringify(sub_questions)).not.toContain('dropped');
});

const facts = 'The cache keeps a page for fifteen minutes. It is kept on the server, not in the browser.';

test('a prompt is answered word by word, and the page says who wrote', async ({ page }) => {
  await page.goto('/?new');
  await page.getByText('Stream', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Prompt' }).fill(`Summarize in one sentence:\n\n${facts}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Built-in writer: quotes only, no model').first()).toBeVisible();
  const shown = await page.locator('.report').textContent();
  expect(shown?.length).toBeGreaterThan(20);
  expect((await readJob(page)).result.text).toBe(shown);
});

test('a text is judged claim by claim, and a claim opens the words that it was held against', async ({
  page,
}) => {
  await page.goto('/?new');
  await page.getByText('Judge', { exact: true }).click();
  const text = 'The cache keeps a page for fifteen minutes. It was written in Fortran.';
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text of source 1' }).fill(facts);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.gutter > span')).toHaveCount(2);
  await expect(page.getByText('1 of 2 claims supported').first()).toBeVisible();
  await page.getByRole('button', { name: /1 quote.*fifteen minutes/ }).click();
  await expect(page.getByRole('dialog').locator('mark')).toHaveText(
    'The cache keeps a page for fifteen minutes.',
  );
});

test('two texts are compared, and the better one is named', async ({ page }) => {
  const input = { text_a: 'It was written in Fortran.', text_b: facts, sources: [{ text: facts }] };
  const id = await postJob(page, { job_type: 'judge', input_data: input });
  await page.goto(`/jobs/${id}`);
  await expect(page.getByText('Text B is better')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Text B', exact: true })).toContainText('fifteen minutes');
  await page.goto('/');
  await expect(page.getByRole('listitem').filter({ hasText: 'Text B is better' })).toBeVisible();
});

test('the filter stands in the address, and an empty one leads back', async ({ page }) => {
  await openAnswer(page);
  await page.goto('/');
  await page.getByRole('searchbox').fill('no such words anywhere');
  await expect(page.getByText(/No job matches/)).toBeVisible();
  expect(new URL(page.url()).searchParams.get('q')).toBe('no such words anywhere');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: question }).first()).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/?status=cancelled');
  await expect(page.getByRole('link', { name: /^Cancelled/ })).toBeInViewport({ ratio: 0.9 });
});

test('what a person types is shown as text', async ({ page }) => {
  const payload = '<img src=x onerror=alert(1)> "><script>alert(2)</script> [x](javascript:alert(3))';
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  const id = await createJob(page, payload);
  await page.goto(`/jobs/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(payload);
  await page.goto('/');
  await expect(page.getByText(payload)).toBeVisible();
  expect(dialogs).toBe(0);
});

test('an unknown job is told as such', async ({ page }) => {
  const response = await page.goto('/jobs/0198f000-0000-7000-8000-000000000000');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such job' })).toBeVisible();
});

test('the chosen theme is there in the first byte', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  const html = await (await page.request.get('/')).text();
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
});

let waiting = '';
let judged = '';

/** Two jobs for the tests that only look: one whose plan waits, one that was judged. */
async function openOthers(page: Page): Promise<void> {
  waiting ||= await postJob(page, {
    job_type: 'research',
    input_data: { query: question, approve_plan: true },
  });
  judged ||= await postJob(page, {
    job_type: 'judge',
    input_data: { text: `# Facts\n\n${facts}`, sources: [{ text: facts }] },
  });
  await page.goto(`/jobs/${waiting}`);
  await page.getByRole('button', { name: 'Edit question 1' }).click({ timeout: 60_000 });
  await expectAccessible(page);
  await page.goto(`/jobs/${judged}`);
  await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await page.getByRole('tab', { name: /Judge/ }).click();
  await expectAccessible(page);
  await page.goto('/?new');
  await page.getByText('Judge', { exact: true }).click();
  await page.getByText('Compare with a second text').click();
  await page.getByRole('button', { name: 'Address' }).click();
  await expectAccessible(page);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [320, 768, 1440]) {
    test(`nothing serious is in the way of anybody, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/');
      await expect(page.getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
      await openAnswer(page);
      await expectAccessible(page);
      await page.locator('.cite').first().click();
      await expect(page.getByRole('dialog').getByText('Word for word', { exact: true })).toBeVisible();
      await expectAccessible(page);
      await openOthers(page);
    });
  }
}

/** Words alone: code is shown without its backticks, a block of code without its fences. */
const squeeze = (text: string): string => text.replace(/[`\s]+/g, '');
