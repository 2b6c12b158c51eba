import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Db, openDb } from '#lib/db.ts';
import { searchDocuments } from '#lib/documents/search-documents.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import type { Told } from './index-folder.ts';
import { drawSentences } from './sentences.ts';
import { startPostgres } from './start-postgres.ts';

/** Where in a large file a fact stands of which is asked: at its beginning, in its middle, at its end. */
const places = [0, 0.5, 1];
const keepers = ['Ottoline', 'Bartholomew', 'Seraphina'];
const fact = (at: number) => `The vault of Norling is kept by ${keepers[at]} in year ${1901 + at}.`;
const question = (at: number) => `Who keeps the vault of Norling in year ${1901 + at}?`;

/**
 * `npm run bench -- library [--megabytes 30,100] [--pages 5000]`: a text file of each of these sizes by itself: how long
 * until it can be searched, how much memory that takes beside what an empty folder takes, and whether facts at three
 * places of it are found. Then many pages, whose reading process is killed (SIGKILL) when half of them are stored and
 * started again: what of them is read a second time, is doubled or missing. Exits with 1 where anything is.
 */
export async function library({
  megabytes = '30,100',
  pages = '5000',
}: Record<string, string>): Promise<void> {
  const idle = await inFolder(async (folder, { url }) => {
    writeFileSync(path.join(folder, 'a.md'), 'One line.\n');
    return (await readFolder({ url, folder })).last;
  });
  process.stdout.write(`one line: ${idle.megabytes} MB in the process that reads a folder\n`);
  for (const size of megabytes.split(',').map(Number).filter(Boolean)) await measureText(size, idle);
  if (Number(pages) > 0) await measureKill(Number(pages), idle);
}

async function measureText(megabytes: number, idle: Told): Promise<void> {
  await inFolder(async (folder, { url, db }) => {
    writeText(path.join(folder, 'large.txt'), megabytes * 2 ** 20);
    const { last, seconds } = await readFolder({ url, folder });
    const [stored] = await db.$queryRaw<{ parts: number; passages: number; mb: number }[]>`
      SELECT count(*)::int AS parts, sum(passage_count)::int AS passages,
        round(pg_database_size(current_database()) / 1048576.0)::int AS mb FROM document`;
    const found = await Promise.all(places.map((_, at) => isFound(db, at)));
    const count = found.filter(Boolean).length;
    process.stdout.write(
      `${megabytes} MB of text: searchable after ${seconds.toFixed(0)} s in ${stored?.parts} parts of ${stored?.passages} passages, ` +
        `${stored?.mb} MB in the database; memory +${last.megabytes - idle.megabytes} MB, reading processes ${last.readerMegabytes} MB; ` +
        `facts found ${count} of ${places.length}${load()}\n`,
    );
    if (count < places.length) process.exitCode = 1;
  });
}

function writeText(file: string, bytes: number): void {
  const { some } = drawSentences();
  const handle = openSync(file, 'w');
  let written = 0;
  let told = 0;
  while (written < bytes || told < places.length) {
    let text = `${Array.from({ length: 6 }, some).join(' ')}\n\n`;
    if (told < places.length && written >= (places[told] ?? 1) * bytes) {
      text = `${fact(told)}\n\n${text}`;
      told += 1;
    }
    written += writeSync(handle, text);
  }
  closeSync(handle);
}

/** Whether the search has the fact as a quotable unit among its first three pages. */
async function isFound(db: Db, at: number): Promise<boolean> {
  const { signal } = new AbortController();
  for (const { url, passages } of await searchDocuments(db, { query: question(at), limit: 3, signal })) {
    const { text } = await db.document.findUniqueOrThrow({ where: { url }, select: { text: true } });
    const units = passages.flatMap((passage) => splitUnits(text, passage));
    if (units.some(({ start, end }) => text.slice(start, end) === fact(at))) return true;
  }
  return false;
}

async function measureKill(pages: number, idle: Told): Promise<void> {
  await inFolder(async (folder, { url, db }) => {
    const { some } = drawSentences();
    for (let page = 0; page < pages; page += 1) {
      const sections = Array.from(
        { length: 10 },
        (_, at) => `## Section ${at}\n\n${Array.from({ length: 6 }, some).join(' ')}\n`,
      );
      writeFileSync(path.join(folder, `${page}.md`), `# Item${page}\n\n${sections.join('\n')}`);
    }
    const first = await readFolder({ url, folder, killAt: pages / 2 });
    // What is stored has a version; what is written again, another one.
    const before = await versions(db);
    const second = await readFolder({ url, folder });
    const after = await versions(db);
    const again = [...before].filter(([page, version]) => after.get(page) !== version).length;
    const [rows] = await db.$queryRaw<{ documents: number; doubled: number }[]>`
      SELECT (SELECT count(*) FROM document)::int AS documents, (
        SELECT count(*) FROM (SELECT FROM passage GROUP BY document_id, start_offset HAVING count(*) > 1) AS twice
      )::int AS doubled`;
    const documents = rows?.documents ?? 0;
    process.stdout.write(
      `${pages} pages: killed after ${first.seconds.toFixed(0)} s with ${before.size} stored; started again, the others are read ` +
        `after ${second.seconds.toFixed(0)} s more, ${again} of the first a second time; ${documents} documents, ${rows?.doubled} passages doubled; ` +
        `memory +${second.last.megabytes - idle.megabytes} MB${load()}\n`,
    );
    if (again > 0 || documents !== pages || rows?.doubled !== 0) process.exitCode = 1;
  });
}

const load = () => ` (load ${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.availableParallelism()} cores)`;

async function versions(db: Db): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<
    { url: string; version: string }[]
  >`SELECT url, xmin::text AS version FROM document`;
  return new Map(rows.map(({ url, version }) => [url, version]));
}

async function inFolder<T>(
  work: (folder: string, database: { url: string; db: Db }) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'intentui-library-'));
  const folder = path.join(root, 'library');
  mkdirSync(folder);
  const postgres = await startPostgres({ dataDir: path.join(root, 'data'), durable: false });
  try {
    const url = postgres.url('bench');
    await migrate(url);
    const db = openDb(url);
    try {
      return await work(folder, { url, db });
    } finally {
      await db.$disconnect();
    }
  } finally {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Has a process of its own read the folder to its end, or until so many files are read: then it is killed. */
async function readFolder({
  url,
  folder,
  killAt = Number.POSITIVE_INFINITY,
}: {
  url: string;
  folder: string;
  killAt?: number;
}): Promise<{ last: Told; seconds: number }> {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'index-folder.ts'), url, folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  let last: Told | undefined;
  try {
    if (!child.stdout) throw new Error('The reading process has no output.');
    for await (const line of createInterface({ input: child.stdout })) {
      last = JSON.parse(line) as Told;
      if (last.read >= killAt) stop();
    }
    await ended;
  } finally {
    stop();
    process.off('exit', stop);
  }
  if (!last || (!last.isDone && last.read < killAt)) throw new Error('The reading process ended too early.');
  return { last, seconds: (performance.now() - startedAt) / 1000 };
}
