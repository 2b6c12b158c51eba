import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { type ApiClient, createApiClient } from '#lib/client/api-client.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { findChromium } from '../e2e/find-chromium.ts';
import { startProduct } from '../e2e/start-product.ts';

const folder = path.resolve(import.meta.dirname, '../docs/pictures');
const size = { width: 1280, height: 800 };
const maxBytes = 250_000;

const question = 'How do I stream text from a Next.js route handler with the AI SDK?';
const chatQuestion = 'How do I cancel a running stream with the AI SDK?';
const planQuestion = 'Which errors can streamText emit, and how do I handle them?';
const judged = {
  text: 'The cache keeps a page for fifteen minutes. It was written in Fortran.',
  sources: [{ title: 'Cache', text: 'The cache keeps a page for fifteen minutes, on the server.' }],
};
const others = [
  'How can I unit test code that calls a language model without network traffic?',
  'What is the difference between generateText and streamText?',
  'When does a cached function refresh, and does it ever expire?',
];

/**
 * Takes the README's pictures of the product as anybody starts it: no key, no network, an empty data directory, the
 * documents that come with the dependencies. Dashboard, job and chat, light, each below 250 KB.
 */
async function takePictures(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const product = await startProduct({ SOURCES: 'documents' });
  const browser = await chromium.launch({ executablePath: findChromium() });
  try {
    const page = await browser.newPage({
      viewport: size,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      baseURL: product.url,
    });
    const api = createApiClient({ baseUrl: product.url });
    for (const query of others) await settle(api, { job_type: 'research', input_data: { query } });
    await settle(api, { job_type: 'judge', input_data: judged });
    await takeChat(page);
    await takeJob(page, await settle(api, { job_type: 'research', input_data: { query: question } }));
    const planned = { query: planQuestion, preset: 'deep', approve_plan: true };
    await settle(api, { job_type: 'research', input_data: planned });
    await takeDashboard(page);
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** Submits a job and waits until it has ended or waits for a person; answers its id. */
async function settle(api: ApiClient, job: Parameters<ApiClient['createJob']>[0]): Promise<string> {
  const { job_id } = await api.createJob(job);
  for (;;) {
    const { status } = await api.getJob(job_id);
    if (isTerminal(status) || status === 'waiting') return job_id;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function takeChat(page: Page): Promise<void> {
  await page.goto('/chat');
  await page.getByRole('textbox', { name: 'Message' }).fill(chatQuestion);
  await page.keyboard.press('Enter');
  await page.getByRole('article').last().getByText('Complete', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).blur();
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByText('Researching')
    .waitFor({ state: 'hidden' });
  await page.getByText('You asked:').first().scrollIntoViewIfNeeded();
  await take(page, 'chat');
}

async function takeJob(page: Page, jobId: string): Promise<void> {
  await page.goto(`/jobs/${jobId}`);
  await page.getByText('Up to date').waitFor();
  await page.locator('.cite').first().waitFor();
  await take(page, 'job');
}

async function takeDashboard(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('listitem').filter({ hasText: question }).first().waitFor();
  await page.getByText('Your turn').first().waitFor();
  await take(page, 'dashboard');
}

async function take(page: Page, name: string): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide', scale: 'css' });
  const bytes = statSync(file).size;
  console.log(`docs/pictures/${name}.png  ${Math.round(bytes / 1000)} KB`);
  if (bytes > maxBytes) throw new Error(`${name}.png has more than ${maxBytes / 1000} KB.`);
}

await takePictures();
