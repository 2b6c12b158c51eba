import { expect, type Page } from '@playwright/test';
import { ownPath, rootOf } from './through-nginx.ts';

/** Every answer on the page of a conversation, as far as it is written. */
export const answers = (page: Page) => page.getByRole('article');
/** The last one. */
export const newest = (page: Page) => answers(page).last();
/** One a message of the person. */
export const questions = (page: Page) => page.getByText('You asked:', { exact: true });

/** Sends a message in a mode. */
export async function ask(page: Page, text: string, mode: 'Research' | 'Answer'): Promise<void> {
  await page.getByText(mode, { exact: true }).locator('visible=true').last().click();
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

/** The job of the last answer as the API tells it. */
export async function lastJob(page: Page) {
  const href = await newest(page).getByRole('link', { name: 'Open job' }).getAttribute('href');
  return (await page.request.get(`${rootOf(page)}/api/v1${ownPath(href ?? '')}`)).json();
}

/** The first count of claims, which opens how they were judged. */
export const countOfClaims = (page: Page) =>
  page.getByRole('button', { name: /claims supported|word for word/ }).first();

/** The conversations that began with these words, as the API tells them. */
export async function conversationsOf(page: Page, words: string): Promise<unknown[]> {
  const list = await (await page.request.get(`${rootOf(page)}/api/v1/conversations`)).json();
  return list.data.filter(({ title }: { title: string }) => title === words);
}

/** Waits until the last answer is complete. */
export async function expectComplete(page: Page): Promise<void> {
  await expect(newest(page).getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** The text as the page shows it, without marks and spaces. */
export const shownText = async (page: Page) => squeeze(await newest(page).locator('div.report').innerText());

/** What a report's Markdown says, without its signs. */
const plain = (markdown: string) => squeeze(markdown.replace(/\[(\d+)\]\(#cite-\d+\)/g, '$1'));
const squeeze = (text: string) => text.replace(/[`*#\s\u2060]+/g, '');

/** The last answer is complete, and shows exactly the text of its job's result. */
export async function expectWhole(page: Page): Promise<void> {
  await expectComplete(page);
  const job = await lastJob(page);
  expect(job.status).toBe('complete');
  const markdown: string = job.result.report?.markdown ?? job.result.text;
  expect(markdown.length).toBeGreaterThan(40);
  await expect.poll(() => shownText(page)).toBe(plain(markdown));
}

/** Waits until the last answer stands in the middle of its text. */
export async function untilWriting(page: Page): Promise<void> {
  const text = newest(page).locator('div.report');
  await expect(text).toHaveText(/\w.{20}/s, { timeout: 60_000 });
  await expect(newest(page)).toHaveAttribute('aria-busy', 'true');
}

/** From now on the server refuses every message. */
export async function refuse(page: Page): Promise<void> {
  const refusal = {
    type: 'about:blank',
    title: 'Refused',
    status: 409,
    detail: 'Not now.',
    code: 'conflict',
    request_id: 'r',
  };
  await page.route('**/turns', (route) =>
    route.fulfill({ status: 409, contentType: 'application/problem+json', json: refusal }),
  );
}
