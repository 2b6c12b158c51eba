import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { createPreparer } from '#lib/documents/preparer.ts';

type Pages = { path: string; text: string }[];

/** The most that a page may take of the processor in warm threads. */
const goalMs = 60;
const library = path.resolve(import.meta.dirname, '../node_modules/next/dist/docs');

/**
 * `npm run bench -- pages [--pages 40]`: what cleaning takes of the processor, in milliseconds a page, over real
 * documentation: in threads that are started anew for each page, in warm ones, and in this process. Half of the pages
 * are Markdown, half the same as web pages in HTML. Exits with 1 where a warm page takes more than the goal.
 */
export async function pages({ pages: count = '40' }: Record<string, string>): Promise<void> {
  const all = readPages(Number(count));
  const characters = Math.round(all.reduce((sum, { text }) => sum + text.length, 0) / all.length);
  console.log(`${all.length} pages of ${characters} characters on average; CPU ms a page:`);
  const report = (how: string, ms: number) => console.log(`${how.padEnd(26)}${ms.toFixed(0).padStart(6)}`);

  report('a thread for each (cold)', await measure(all.slice(0, 10), cleanCold));
  const warm = createPreparer();
  report('two passes, from the start', await measure([...all, ...all], cleanIn(warm)));
  const warmMs = await measure(all, cleanIn(warm));
  await warm.stop();
  report('warm threads', warmMs);
  for (const page of all) cleanPage(page);
  report(
    'in one process',
    await measure(all, async (pages) => {
      for (const page of pages) cleanPage(page);
    }),
  );
  if (warmMs > goalMs) process.exitCode = 1;
}

async function cleanCold(pages: Pages): Promise<void> {
  for (const page of pages) {
    const preparer = createPreparer({ threads: 1 });
    await preparer.clean(page);
    await preparer.stop();
  }
}

const cleanIn = (preparer: ReturnType<typeof createPreparer>) => async (pages: Pages) => {
  await Promise.all(pages.map((page) => preparer.clean(page)));
};

/** The processor's time of all threads of this process. */
async function measure(pages: Pages, clean: (pages: Pages) => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await clean(pages);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / pages.length;
}

/** Pages between 4,000 and 60,000 characters, spread over the library. */
function readPages(count: number): Pages {
  const files = readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.length > 4000 && text.length < 60_000);
  const step = files.length / count;
  return Array.from({ length: count }, (_, index) => files[Math.floor(index * step)])
    .flatMap((file) => file ?? [])
    .map((file, index) => (index % 2 ? { path: 'page.html', text: asWebPage(file.text) } : file));
}

/** With a menu and a footer around it, as web pages have. */
function asWebPage(markdown: string): string {
  const asText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const blocks = markdown.split(/\n{2,}/).map((block) => {
    const heading = /^(#{1,6}) (.*)$/.exec(block);
    if (heading) return `<h${heading[1]?.length}>${asText(heading[2] ?? '')}</h${heading[1]?.length}>`;
    return block.startsWith('```') ? `<pre><code>${asText(block)}</code></pre>` : `<p>${asText(block)}</p>`;
  });
  const menu = Array.from({ length: 60 }, (_, index) => `<li><a href="/${index}">Page ${index}</a></li>`);
  return `<!doctype html><html><head><title>A page</title></head><body><nav><ul>${menu.join('')}</ul></nav><main><article>${blocks.join('\n')}</article></main><footer>About us</footer></body></html>`;
}
