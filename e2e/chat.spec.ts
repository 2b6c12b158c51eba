import type { Page } from '@playwright/test';
import { startCuttableProxy } from '#lib/testing/cuttable-proxy.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { expect, test } from './browser.ts';
import {
  answers,
  ask,
  conversationsOf,
  countOfClaims,
  expectComplete,
  expectWhole,
  lastJob,
  newest,
  questions,
  refuse,
  shownText,
  untilWriting,
} from './chat-page.ts';
import { expectAccessible } from './expect-accessible.ts';
import { type Product, startProduct } from './start-product.ts';

const question = 'How do I stream text from a Next.js route handler with the AI SDK?';
/** Slow enough to do something in the middle of a text; and so slow that its middle lasts ten seconds and more. */
const [fastWordMs, slowWordMs, verySlowWordMs] = [2, 60, 130];

let gateway: FakeGateway;
let product: Product;
// A scripted model, so that "in the middle" is as long as a test needs it to be.
test.beforeAll(async () => {
  test.setTimeout(240_000);
  gateway = createFakeGateway();
  await gateway.start();
  product = await startProduct({
    GATEWAY_BASE_URL: gateway.url,
    GATEWAY_API_KEY: 'scripted',
    MODEL: 'scripted',
    MODEL_WRITER: 'writer',
    SOURCES: 'documents',
  });
});
test.afterAll(async () => {
  await product?.stop();
  await gateway?.stop();
});
test.beforeEach(() => gateway.always({ tokenDelayMs: fastWordMs }, 'writer'));

const newConversation = (page: Page) => page.goto(`${product.url}/chat`);

test('research in a chat goes on over a reload in its middle, and its citations open', async ({ page }) => {
  gateway.always({ tokenDelayMs: slowWordMs }, 'writer');
  await newConversation(page);
  await ask(page, question, 'Research');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  await untilWriting(page);
  await page.reload();
  await expect(page.getByText(question).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  gateway.always({ tokenDelayMs: fastWordMs }, 'writer');
  await expectWhole(page);
  await expect(answers(page)).toHaveCount(1);
  await expect(questions(page)).toHaveCount(1);
  await answers(page).locator('.cite').first().click();
  const card = page.getByRole('dialog', { name: /^Citation 1/ });
  await expect(card.getByText('Word for word', { exact: true })).toBeVisible();
  await expect(card.locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await page.getByRole('list', { name: 'Cited pages' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog').locator('mark').first()).toBeVisible();
});

test('the network is gone for ten seconds in the middle: nothing is lost, nothing is doubled', async ({
  page,
  context,
}) => {
  const network = await startCuttableProxy(product.url);
  try {
    gateway.always({ tokenDelayMs: verySlowWordMs }, 'writer');
    await page.goto(`${network.url}/chat`);
    await ask(page, `${question} In short.`, 'Research');
    await untilWriting(page);
    const lengths: number[] = [];
    const watchFor = async (ms: number) => {
      for (const until = Date.now() + ms; Date.now() < until; await page.waitForTimeout(100))
        lengths.push((await shownText(page)).length);
    };
    await context.setOffline(true);
    network.cut();
    await watchFor(10_000);
    await expect(page.getByText('Connection lost, the job goes on.').first()).toBeVisible();
    const before = lengths.at(-1) ?? 0;
    network.mend();
    await context.setOffline(false);
    await watchFor(4000);
    expect(lengths.at(-1)).toBeGreaterThan(before);
    // What was there stays in sight: no moment shows less text than the moment before.
    expect(lengths).toEqual([...lengths].sort((left, right) => left - right));
    gateway.always({ tokenDelayMs: fastWordMs }, 'writer');
    await expectWhole(page);
    await expect(page.getByText('Connection lost')).toHaveCount(0);
    await expect(answers(page)).toHaveCount(1);
    await expect(questions(page)).toHaveCount(1);
  } finally {
    await network.stop();
  }
});

test('Stop cancels the job, and the model is let go of within two seconds', async ({ page }) => {
  gateway.always({ tokenDelayMs: 400 }, 'writer');
  await newConversation(page);
  const before = gateway.calls.length;
  await ask(page, 'Tell me something that takes long.', 'Answer');
  await expect.poll(() => gateway.calls[before]?.outputTokens ?? 0, { timeout: 30_000 }).toBeGreaterThan(3);
  const call = gateway.calls[before];
  const pressedAt = performance.now();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(newest(page).getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 5000 });
  await expect.poll(() => call?.outcome).toBe('closed_by_client');
  expect((call?.closedByClientAt ?? Number.POSITIVE_INFINITY) - pressedAt).toBeLessThan(2000);
  expect((await lastJob(page)).status).toBe('cancelled');
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask again' }).first()).toBeVisible();
});

test('Esc stops before the job has even begun to answer', async ({ page }) => {
  gateway.always({ delayMs: 20_000 });
  await newConversation(page);
  await ask(page, 'Tell me something else.', 'Answer');
  await page.keyboard.press('Escape');
  await expect(newest(page).getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 10_000 });
  gateway.always({ delayMs: 0 });
});

test('a follow-up is answered from the first report, with citations of its pages', async ({ page }) => {
  await newConversation(page);
  await ask(page, question, 'Research');
  await expectWhole(page);
  const first = await lastJob(page);
  await ask(page, 'Which function streams the text from the route handler?', 'Answer');
  await expect(answers(page)).toHaveCount(2);
  await expectWhole(page);
  const second = await lastJob(page);
  const urls = (job: { result: { report: { citations: { url: string }[] } } }) =>
    job.result.report.citations.map(({ url }) => url);
  const evidence = await (
    await page.request.get(`${product.url}/api/v1/jobs/${first.job_id}/evidence`)
  ).json();
  const read = evidence.sources.map(({ url }: { url: string }) => url);
  expect(urls(second).length).toBeGreaterThan(0);
  for (const url of urls(second)) expect(read).toContain(url);
  await newest(page).locator('.cite').first().click();
  await expect(
    page.getByRole('dialog', { name: /^Citation/ }).getByText('Word for word', { exact: true }),
  ).toBeVisible();
});

test('the thread keeps the question in sight, and follows who asks for it', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 420 });
  await newConversation(page);
  await ask(page, question, 'Research');
  await expectComplete(page);
  gateway.always({ tokenDelayMs: 60 }, 'writer');
  await ask(page, `${question} Once more, and longer.`, 'Research');
  await untilWriting(page);
  const thread = page.getByRole('log');
  const fromEnd = () =>
    thread.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  await expect(page.locator('[data-question]').last()).toBeInViewport();
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect.poll(fromEnd).toBeLessThan(5);
  await thread.hover();
  await page.mouse.wheel(0, -300);
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  const top = await thread.evaluate(({ scrollTop }) => scrollTop);
  const written = await shownText(page);
  await expect.poll(async () => (await shownText(page)).length).toBeGreaterThan(written.length + 40);
  expect(Math.abs((await thread.evaluate(({ scrollTop }) => scrollTop)) - top)).toBeLessThan(2);
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeHidden();
  await expect.poll(fromEnd).toBeLessThan(5);
  gateway.always({ tokenDelayMs: fastWordMs }, 'writer');
  await expectComplete(page);
});

test('a conversation begins with a finished job', async ({ page }) => {
  const created = await page.request.post(`${product.url}/api/v1/jobs`, {
    data: { job_type: 'research', input_data: { query: question, preset: 'quick' } },
  });
  const { job_id: id } = await created.json();
  await page.goto(`${product.url}/jobs/${id}`);
  await page.getByRole('link', { name: 'Ask a follow-up' }).click({ timeout: 60_000 });
  await expect(page.getByText(question).first()).toBeVisible();
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page).first().locator('.cite').first()).toBeVisible();
  await ask(page, 'And how is the text read in the browser?', 'Answer');
  await expect(answers(page)).toHaveCount(2);
  await expectComplete(page);
  await page.reload();
  await expect(answers(page)).toHaveCount(2);
  await expect(questions(page)).toHaveCount(2);
});

test('two tabs of one conversation both show what one of them asks', async ({ page, context }) => {
  await newConversation(page);
  await ask(page, 'The first message of two tabs.', 'Answer');
  await expectComplete(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(answers(other)).toHaveCount(1);
  await ask(page, 'The second message of two tabs.', 'Answer');
  await expect(answers(other)).toHaveCount(2, { timeout: 20_000 });
  await expectComplete(other);
  await expectComplete(page);
  expect(await shownText(other)).toBe(await shownText(page));
});

test('a tab that nobody looks at lets go of its stream, and reads on when somebody does', async ({
  page,
}) => {
  const look = (state: 'visible' | 'hidden') =>
    page.evaluate((to) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => to });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  gateway.always({ tokenDelayMs: slowWordMs }, 'writer');
  await newConversation(page);
  await ask(page, `${question} Unseen.`, 'Research');
  await untilWriting(page);
  const letGo = page.waitForEvent('requestfailed', (request) =>
    request.url().includes('/stream?starting_after='),
  );
  await look('hidden');
  await letGo;
  expect((await lastJob(page)).status).toBe('in_progress');
  gateway.always({ tokenDelayMs: fastWordMs }, 'writer');
  await look('visible');
  await expectWhole(page);
  await expect(answers(page)).toHaveCount(1);
});

test('a message that is refused can be changed, and one that did not arrive is sent again by itself', async ({
  page,
}) => {
  await newConversation(page);
  await refuse(page);
  await ask(page, 'Will you take this?', 'Answer');
  await expect(page.getByRole('alert').getByText('Not now.')).toBeVisible();
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Will you take this?');
  await expect(questions(page)).toHaveCount(0);
  await page.unroute('**/turns');
  let attempts = 0;
  await page.route('**/turns', (route) => {
    attempts += 1;
    return attempts <= 2 ? route.abort('connectionrefused') : route.continue();
  });
  await ask(page, 'And will this arrive?', 'Answer');
  await expectWhole(page);
  expect(attempts).toBe(3);
  await expect(questions(page)).toHaveCount(1);
});

test('Stop takes back a message that did not arrive, and a reload before it arrives loses no word', async ({
  page,
  context,
}) => {
  const text = 'Will this be stopped?';
  const field = page.getByRole('textbox', { name: 'Message' });
  await newConversation(page);
  await context.setOffline(true);
  await ask(page, text, 'Answer');
  await expect(page.getByText(/^Connection lost, your message/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await context.setOffline(false);
  await expect(field).toHaveValue(text);
  await expect(questions(page)).toHaveCount(0);
  await page.route('**/turns', (route) => route.fulfill({ status: 503 }));
  await field.press('Enter');
  await expect(questions(page)).toHaveCount(1);
  await page.reload();
  await expect(field).toHaveValue(text);
  expect(await conversationsOf(page, text)).toHaveLength(0);
  await page.unroute('**/turns');
  await field.press('Enter');
  await expectWhole(page);
  expect(await conversationsOf(page, text)).toHaveLength(1);
  await expect.poll(() => page.evaluate(() => JSON.stringify(window.localStorage))).not.toContain(text);
});

test('what is typed outlives a reload, and a new conversation begins empty', async ({ page }) => {
  await newConversation(page);
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially('Half a thou');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('ght');
  await expect
    .poll(() => page.evaluate(() => window.localStorage.getItem('chat-draft:new')))
    .toContain('ght');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Half a thou\nght');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  await expectComplete(page);
  await page.getByRole('link', { name: 'New conversation' }).first().click();
  await page.waitForURL(/\/chat$/);
  await expect(page.getByRole('heading', { name: 'What do you want to know?' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('');
});

test('a restart in the middle costs neither the answer nor the conversation; one is deleted after one question back', async ({
  page,
}) => {
  gateway.always({ tokenDelayMs: slowWordMs }, 'writer');
  await newConversation(page);
  await ask(page, `Does it outlive a restart? ${question}`, 'Research');
  await untilWriting(page);
  const address = page.url();
  await product.restart();
  gateway.always({ tokenDelayMs: fastWordMs }, 'writer');
  // The same page, which nobody has loaded again.
  await expectWhole(page);
  await expect(answers(page)).toHaveCount(1);
  const before = await shownText(page);
  await newConversation(page);
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const row = list.getByRole('link', { name: /Does it outlive a restart\?/ });
  await row.click();
  await page.waitForURL(address);
  await expect.poll(() => shownText(page)).toBe(before);
  await list.getByRole('button', { name: /^Delete .*outlive a restart/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(row).toBeVisible();
  await list.getByRole('button', { name: /^Delete .*outlive a restart/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/chat$/);
  await expect(row).toHaveCount(0);
  expect((await page.goto(address))?.status()).toBe(404);
});

let answered = '';

/** A conversation with a report and an answer from it; made once for the tests that only look at one. */
async function openAnswered(page: Page): Promise<void> {
  if (answered) {
    await page.goto(answered);
    return expectComplete(page);
  }
  await newConversation(page);
  await ask(page, question, 'Research');
  await expectAccessible(page);
  await expectComplete(page);
  await ask(page, 'Which function streams the text from the route handler?', 'Answer');
  await expect(answers(page)).toHaveCount(2);
  await expectComplete(page);
  answered = page.url();
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [320, 768, 1440]) {
    test(`nothing serious is in the way of anybody in the chat, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await newConversation(page);
      await expectAccessible(page);
      await openAnswered(page);
      await expectAccessible(page);
      await page.getByText('Steps', { exact: true }).first().click();
      await countOfClaims(page).click();
      await expectAccessible(page);
      await newest(page).locator('.cite').first().click();
      await expect(page.getByRole('dialog').getByText('Word for word', { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      if (width === 1440) return;
      await page.getByRole('button', { name: 'Conversations' }).click();
      await expect(page.getByRole('dialog').getByRole('link', { name: question }).first()).toBeVisible();
      await expectAccessible(page);
    });
  }
}

test('without a model, research comes first, Answer says what it does, and a follow-up needs none', async ({
  page,
}) => {
  await product.restart({ GATEWAY_BASE_URL: '', GATEWAY_API_KEY: '', MODEL: '' });
  await newConversation(page);
  await expect(page.getByRole('radio', { name: 'Research' })).toBeChecked();
  await page.getByText('Answer', { exact: true }).click();
  await expect(page.getByText(/^No model is set/)).toBeVisible();
  await ask(page, question, 'Research');
  await expectComplete(page);
  await expect(newest(page).getByText('Built-in writer: quotes only, no model')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Research' })).toBeChecked();
  await ask(page, 'How does useChat decode the stream?', 'Answer');
  await expect(answers(page)).toHaveCount(2);
  await expectComplete(page);
  await expect(newest(page).locator('.cite').first()).toBeVisible();
  const { input_data } = await lastJob(page);
  expect(input_data.evidence_from).toHaveLength(1);
});
