import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openDb } from '#lib/db.ts';
import { createDocumentIndex } from '#lib/documents/index.ts';
import { createLog } from '#lib/log.ts';

/** What the process that reads a folder tells, a line of JSON each time. */
export type Told = {
  read: number;
  waiting: number;
  isDone: boolean;
  /** Most that this process has held, and the largest of those that read files for it. */
  megabytes: number;
  readerMegabytes: number;
};

/**
 * `node bench/index-folder.ts DATABASE_URL FOLDER`: keeps a folder searchable in a process of its own, which a bench
 * may kill, and tells how far it is. It ends when all is read.
 */
const [url = '', folder = ''] = process.argv.slice(2);
const db = openDb(url);
const documents = createDocumentIndex({
  db,
  config: { DOCUMENTS_DIR: folder },
  log: createLog('documents', 'warn'),
});
let readerMegabytes = 0;
let isReady = false;
documents.start();
void documents.ready().then(() => {
  isReady = true;
});
for (;;) {
  readerMegabytes = Math.max(readerMegabytes, await largestReader());
  const { read, waiting } = documents.status().files;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const isDone = isReady && waiting === 0;
  process.stdout.write(
    `${JSON.stringify({ read, waiting, isDone, megabytes, readerMegabytes } satisfies Told)}\n`,
  );
  if (isDone) break;
  await new Promise((resolve) => setTimeout(resolve, 300));
}
await documents.stop();
await db.$disconnect();
process.exit(0);

async function largestReader(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,rss=']).catch(() => ({
    stdout: '',
  }));
  const own = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return Math.round(
    Math.max(0, ...own.filter(([parent]) => parent === process.pid).map(([, kilobytes = 0]) => kilobytes)) /
      1024,
  );
}
