import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { splitSentences } from '#lib/text/split-sentences.ts';
import { withDocuments } from './with-documents.ts';

const library = path.resolve(import.meta.dirname, '../node_modules/next/dist/docs');
const sectionsPerPage = 10;
const sentencesPerSection = 6;
const goalMs = 150;

/**
 * `npm run bench -- scale [--units 100000] [--questions 200]`: pages whose sections are sentences of real documentation in
 * another order, with rare words of their own. How long indexing takes, how large the index is, how long a question
 * takes. Exits with 1 where 95 of 100 questions take longer than the goal.
 */
export async function scale({
  units = '100000',
  questions: count = '200',
}: Record<string, string>): Promise<void> {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'intentui-scale-')), 'library');
  mkdirSync(folder);
  const sentences = readSentences();
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const some = () => sentences[next(sentences.length)] ?? '';
  const pages = Math.ceil(Number(units) / sectionsPerPage);
  for (let page = 0; page < pages; page += 1) {
    const sections = Array.from({ length: sectionsPerPage }, (_, at) => {
      const words = Array.from({ length: sentencesPerSection }, some).join(' ');
      return `## Section ${at} of item${page}\n\n${words}\n`;
    });
    writeFileSync(
      path.join(folder, `${page}.md`),
      `# Item${page} ${some().split(' ').slice(0, 3).join(' ')}\n\n${sections.join('\n')}`,
    );
  }
  const { signal } = new AbortController();
  try {
    await withDocuments(
      async (documents, seconds, _pages, db) => {
        const [size] = await db.$queryRaw<{ mb: number; units: bigint }[]>`
          SELECT round(pg_database_size(current_database()) / 1048576.0)::int AS mb, (SELECT count(*) FROM passage) AS units`;
        const times: number[] = [];
        for (let asked = 0; asked < Number(count); asked += 1) {
          const question = `How does ${some().split(' ').slice(0, 8).join(' ')} work?`;
          const startedAt = performance.now();
          await documents.search(question, { limit: 10, signal });
          times.push(performance.now() - startedAt);
        }
        times.sort((left, right) => left - right);
        const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
        process.stdout.write(
          `${size?.units} units in ${documents.status().pages} pages: searchable after ${seconds.toFixed(0)} s, ${size?.mb} MB in the database, ` +
            `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident\n` +
            `ms a question: median ${at(0.5).toFixed(0)}, 95 % ${at(0.95).toFixed(0)}, slowest ${(times.at(-1) ?? 0).toFixed(0)}\n`,
        );
        if (at(0.95) > goalMs) process.exitCode = 1;
      },
      { folder },
    );
  } finally {
    rmSync(path.dirname(folder), { recursive: true, force: true });
  }
}

function readSentences(): string[] {
  return readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .slice(0, 150)
    .flatMap((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { text } = cleanPage({ path: file, text: readFileSync(file, 'utf8') });
      return splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
        text.slice(start, end),
      );
    })
    .map((sentence) => sentence.replace(/[#\n`|*<>{}]+/g, ' ').trim())
    .filter((sentence) => sentence.length > 40 && sentence.length < 300);
}
