import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EventPage, type JobEvent } from '#lib/schema/event.ts';
import { createFakeGateway, type Prompted } from '#lib/testing/fake-gateway.ts';
import { expect, type Page, test } from './browser.ts';
import { type Product, startProduct } from './start-product.ts';

const question = 'How long does a cache entry live? Who clears stale locks? Where are lost letters kept?';
const kinds = ['Alder', 'Birch', 'Cedar', 'Elder', 'Hazel', 'Larch', 'Maple', 'Olive', 'Rowan', 'Thorn'];
const pageOf = (kind: string, index: number) => `# ${kind}

A cache entry of kind ${kind} may live for ${12 + index} minutes.

Worker ${kind} clears stale locks at the end of each hour.

All lost letters of ${kind} are kept in room ${100 + index}.
`;
/** What the writer says in a text's first sentence in place of what the quote says. */
const minutes = /\d+ minutes/;
const wrong = '95 minutes';

const gateway = createFakeGateway();
let folder: string;
let product: Product;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  await gateway.start();
  gateway.always({ tokenDelayMs: 150, rewrite: writing }, 'writer');
  gateway.always({ delayMs: 2_000 }, 'judge');
  folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-e2e-pages-'));
  for (const [index, kind] of kinds.entries())
    writeFileSync(path.join(folder, `${kind}.md`), pageOf(kind, index));
  product = await startProduct({
    ...{ GATEWAY_BASE_URL: gateway.url, GATEWAY_API_KEY: 'scripted', SOURCES: 'documents' },
    ...{ MODEL: 'scripted', MODEL_WRITER: 'writer', MODEL_JUDGE: 'judge', DOCUMENTS_DIR: folder },
  });
});
test.afterAll(async () => {
  await product?.stop();
  await gateway.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Says each quote with its mark, the first with another number; and what the quote says where it is asked to mend that. */
function writing(answer: string, { system, user }: Prompted): string {
  if (/\byou write (?:one section|the answer)\b/i.test(system)) {
    const first = (text: string) => text.replace(minutes, wrong);
    return quotesIn(user)
      .slice(0, 8)
      .map(([mark, text], at) => `${at === 0 ? first(text) : text}[${mark}]`)
      .join(' ');
  }
  if (!/\bdid not hold\b/i.test(system)) return answer;
  const quotes = new Map(quotesIn(user));
  const sentences = [...user.matchAll(/^(\d+): .*\n\s+\(.*?rests on (q\d+)/gm)].map(
    ([, sentence, mark = '']) => ({ sentence: Number(sentence), text: `${quotes.get(mark)}[${mark}]` }),
  );
  return JSON.stringify({ sentences });
}

const quotesIn = (prompt: string): [string, string][] =>
  [...prompt.matchAll(/<quote mark="(q\d+)"[^\n]*>\n([\s\S]*?)\n<\/quote>/g)].map(
    ([, mark = '', text = '']) => [mark, text],
  );

/** What stands on the page of the report, each time that it changes: its words without marks. */
async function watchReport(page: Page): Promise<string[]> {
  const states: string[] = [];
  await page.exposeFunction('noteReport', (words: string) => {
    if (words !== states.at(-1)) states.push(words);
  });
  await page.addInitScript(() => {
    const note = () => {
      const report = document.querySelector('.report')?.cloneNode(true) as HTMLElement | undefined;
      if (!report) return;
      for (const mark of report.querySelectorAll('.cite, .gutter')) mark.remove();
      const blocks = [...report.querySelectorAll('h2, h3, h4, p, li, td')].map(
        (block) => block.textContent ?? '',
      );
      (window as unknown as { noteReport(words: string): void }).noteReport(
        blocks.join('\n').replaceAll('\u2060', ''),
      );
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return states;
}

/** Whole sentences of the writer. */
const sentencesIn = (words: string) =>
  words
    .split(/\n+|(?<=\.)\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /^(?:A cache|Worker|All lost) .*\.$/.test(sentence));
const asWords = (markdown: string) =>
  markdown
    .replace(/\[\d+\]\(#[a-z]+-\d+\)/g, '')
    .replace(/^#+\s*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

async function readLog(page: Page, id: string): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const answer = await page.request.get(
      `${product.url}/api/v1/jobs/${id}/events?limit=1000&starting_after=${after}`,
    );
    const { data, has_more } = EventPage.parse(await answer.json());
    events.push(...data);
    if (!has_more) return events;
  }
}

test('a report grows word by word, is mended in its place and marked as it is checked; a reload loses and doubles nothing', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const states = await watchReport(page);
  const response = await page.request.post(`${product.url}/api/v1/jobs`, {
    data: { job_type: 'research', input_data: { query: question, preset: 'standard' } },
  });
  const { job_id: id } = await response.json();
  await page.goto(`${product.url}/jobs/${id}`);

  await expect.poll(() => sentencesIn(states.at(-1) ?? '').length, { timeout: 120_000 }).toBeGreaterThan(2);
  const atReload = states.at(-1) ?? '';
  const before = states.length;
  expect(before).toBeGreaterThan(2);
  const kinds = new Set((await readLog(page, id)).map(({ type }) => type));
  expect(kinds.has('text-edit') || kinds.has('text-end'), 'the reload comes while words are written').toBe(
    false,
  );
  await page.reload();
  await expect
    .poll(() => sentencesIn(states.slice(before).at(-1) ?? ''), { timeout: 30_000 })
    .toEqual(expect.arrayContaining(sentencesIn(atReload).filter((sentence) => !sentence.includes(wrong))));

  await expect(page.getByRole('img', { name: /^Claims here: / }).first()).toBeVisible({ timeout: 120_000 });
  const firstChecked = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
  expect(firstChecked.completed_at, 'claims are marked while the job is at work').toBeNull();

  await expect(page.getByText('Complete', { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  const { result } = await (await page.request.get(`${product.url}/api/v1/jobs/${id}`)).json();
  const log = await readLog(page, id);
  await expect.poll(() => asWords(states.at(-1) ?? '')).toBe(asWords(result.report.markdown));

  // As it is written: many states, most of them in the middle of a sentence, and not as a whole at the end.
  expect(new Set(states).size).toBeGreaterThan(8);
  expect(states.filter((words) => /[a-z0-9]$/.test(words)).length).toBeGreaterThan(4);
  // The sentence that does not hold was seen, and the right one stands where it stood.
  const outline = log.find((event) => event.type === 'outline-created');
  const titles = outline?.type === 'outline-created' ? outline.sections.map(({ title }) => title) : [];
  const answerOf = (words = '') => sentencesIn(words.split(titles[0] ?? '')[0] ?? '');
  const isWrong = (sentence: string) => sentence.includes(wrong);
  const place = answerOf(states.find((words) => answerOf(words).some(isWrong))).findIndex(isWrong);
  const mended = answerOf(states.at(-1))[0] ?? '';
  expect(place).toBe(0);
  expect(mended).not.toContain(wrong);
  expect(states.some((words) => answerOf(words)[0] === mended.replace(minutes, wrong))).toBe(true);
  expect(states.at(-1)).not.toContain(wrong);
  expect(log.some(({ type }) => type === 'text-edit')).toBe(true);
  expect(result.audit.entries.map(({ what }: { what: string }) => what)).toContain('rewritten');

  // Sections stand in the order of the outline in every state, and no sentence stands twice in one text.
  expect(titles.length).toBeGreaterThan(1);
  for (const words of states) {
    const lines = words.split('\n');
    const places = titles.map((title) => lines.indexOf(title)).filter((at) => at >= 0);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    for (const [at, start] of [0, ...places].entries()) {
      const sentences = sentencesIn(lines.slice(start, places[at]).join('\n'));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  }
});
