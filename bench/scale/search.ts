import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { drawSentences } from '../sentences.ts';
import { withDocuments } from '../with-documents.ts';

const sectionsPerPage = 10;
const sentencesPerSection = 6;
const goalMs = 150;
/** Questions that are asked before the clock runs: the first ones compile. */
const warmUp = 10;

/**
 * `npm run bench -- scale --only search [--units 100000] [--questions 200] [--keep FOLDER]`: pages whose sections are sentences of real documentation in
 * another order, with rare words of their own. How long indexing takes, how large the index is, how long a question
 * takes, beside a look-up by key in the same run: what the machine is good for just then. `--keep`: pages and index stay
 * there, and the next run asks at once. Exits with 1 where 95 of 100 questions take longer than the goal.
 */
export async function measureSearch({
  units = '100000',
  questions: count = '200',
  keep,
}: Record<string, string>): Promise<void> {
  const root = keep ? path.resolve(keep) : mkdtempSync(path.join(os.tmpdir(), 'intentui-scale-'));
  const folder = path.join(root, 'library');
  const isKept = existsSync(folder);
  mkdirSync(folder, { recursive: true });
  const { next, some } = drawSentences();
  const pages = Math.ceil(Number(units) / sectionsPerPage);
  for (let page = 0; page < pages; page += 1) {
    const sections = Array.from({ length: sectionsPerPage }, (_, at) => {
      const words = Array.from({ length: sentencesPerSection }, some).join(' ');
      return `## Section ${at} of item${page}\n\n${words}\n`;
    });
    const text = `# Item${page} ${some().split(' ').slice(0, 3).join(' ')}\n\n${sections.join('\n')}`;
    if (!isKept) writeFileSync(path.join(folder, `${page}.md`), text);
  }
  const { signal } = new AbortController();
  // As jobs search: the folders, and what the asker has uploaded.
  const request = { limit: 10, signal, reach: { userId: 'bench' } };
  try {
    await withDocuments(
      async (documents, seconds, _pages, db) => {
        const [size] = await db.$queryRaw<{ mb: number; units: bigint }[]>`
          SELECT round(pg_database_size(current_database()) / 1048576.0)::int AS mb, (SELECT count(*) FROM passage) AS units`;
        const times: number[] = [];
        const lookups: number[] = [];
        const timed = async (list: number[], work: () => Promise<unknown>) => {
          const startedAt = performance.now();
          await work();
          list.push(performance.now() - startedAt);
        };
        for (let asked = 0; asked < warmUp; asked += 1) await documents.search(some(), request);
        const cpu = process.cpuUsage();
        for (let asked = 0; asked < Number(count); asked += 1) {
          const question = `How does ${some().split(' ').slice(0, 8).join(' ')} work?`;
          await timed(times, () => documents.search(question, request));
          const url = `doc://library/${next(pages)}.md`;
          await timed(lookups, () => db.document.findUnique({ where: { url }, select: { id: true } }));
        }
        const { user, system } = process.cpuUsage(cpu);
        const at = (share: number, list = times) =>
          [...list].sort((left, right) => left - right)[Math.floor(list.length * share)] ?? 0;
        process.stdout.write(
          `${size?.units} units in ${documents.status().pages} pages: searchable after ${seconds.toFixed(0)} s, ${size?.mb} MB in the database, ` +
            `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident\n` +
            `ms a question: median ${at(0.5).toFixed(0)}, 95 % ${at(0.95).toFixed(0)}, slowest ${Math.max(...times).toFixed(0)}, ` +
            `CPU in this process ${((user + system) / 1000 / times.length).toFixed(0)}\n` +
            `ms a look-up by key: median ${at(0.5, lookups).toFixed(1)}, 95 % ${at(0.95, lookups).toFixed(1)}; ` +
            `load ${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.availableParallelism()} cores\n`,
        );
        if (at(0.95) > goalMs) process.exitCode = 1;
      },
      { folder, keep: keep && path.join(root, 'data') },
    );
  } finally {
    if (!keep) rmSync(root, { recursive: true, force: true });
  }
}
