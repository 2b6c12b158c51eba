import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';
import { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { searxngSource } from '#lib/sources/searxng.ts';
import type { Source } from '#lib/sources/source.ts';
import { runChild } from './run-child.ts';
import { askCalendar } from './stand/calendar.ts';
import { standE2e } from './stand/e2e.ts';
import { startMcpSearch } from './stand/mcp-search.ts';
import { withPublicName } from './stand/public-name.ts';
import { questions } from './stand/questions.ts';
import { researchOver } from './stand/research-over.ts';
import { standScale } from './stand/scale.ts';
import { missingParts, startDocs, startSearx } from './stand/servers.ts';

/**
 * `npm run stand`: research over real parts on loopback, without a network and a key. Debian's searx searches an index that
 * Xapian Omega made of the documentation of PostgreSQL and Python, which nginx serves; the product's own source asks
 * searx and reads the pages through the guard; then the same through the MCP server `mcp-searxng`. Debian's radicale holds
 * appointments of each awkward kind, which are asked for as by an operator who declared it. Prints for each question what
 * was quoted, and fails where fewer than ten are answered from the right page, or an appointment is told wrongly.
 * `npm run stand -- calendar` or `-- search` does one of the two; `-- proxy` runs the recipes for nginx in docs/behind-a-proxy.md before the built product,
 * `-- scale` the topology of compose.yaml without containers, each part of which is killed once.
 */
async function stand(folder: string, wanted: (part: 'search' | 'calendar') => boolean): Promise<void> {
  const missing = missingParts(wanted);
  if (missing.length > 0) {
    throw new AppError(
      'invalid_configuration',
      `This needs Debian's packages: apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  }
  if (wanted('calendar') && !(await askCalendar(folder))) process.exitCode = 1;
  if (wanted('search')) await search(folder);
}

async function search(folder: string): Promise<void> {
  const docs = await startDocs(folder);
  const searx = await startSearx(folder, { searchUrl: docs.searchUrl }).catch(async (thrown) => {
    await docs.stop();
    throw thrown;
  });
  try {
    const fetchPage = withPublicName(fetchUrl, { name: docs.name, port: docs.port });
    const native = searxngSource({ SEARXNG_URL: searx.url, CONTACT: undefined }, { fetchPage }) as Source;
    await askAll('searx itself', native);
    const mcp = await startMcpSearch(folder, { searxUrl: searx.url, fetchPage });
    await askAll('searx through mcp-searxng', mcp.source).finally(() => mcp.stop());
  } finally {
    await Promise.all([searx.stop(), docs.stop()]);
  }
}

async function standProxy(): Promise<number> {
  const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/proxy.config.ts'];
  return (await runChild(args, { cwd: path.resolve(import.meta.dirname, '..'), shows: true })).code;
}

const fewestRight = 10;

async function askAll(name: string, source: Source): Promise<void> {
  console.log(`\n${name}`);
  let right = 0;
  for (const question of questions) {
    const { line, isRight } = await researchOver(question, source);
    console.log(`${isRight ? '✓' : '✗'} ${question.ask}\n    ${line}`);
    if (isRight) right += 1;
  }
  console.log(`${right} of ${questions.length} answered with a quote from the right page.`);
  if (right < fewestRight) process.exitCode = 1;
}

if (process.argv.includes('--help')) {
  console.log(
    `npm run stand [-- calendar | search | proxy | e2e [--way https] [--only pages] | scale [--jobs 200] [--minutes 8] [--leave-dead NAME]]

Research over real parts on loopback, without a network and a key: Debian's searx over Xapian Omega over
the documentation of PostgreSQL and Python, asked by the product's own source and through mcp-searxng; and
Debian's radicale with appointments that are easily told on the wrong day. It prints for each question what
was quoted, and fails where fewer than ten are answered from the right page, or an appointment is told
wrongly. What is not installed it names.

proxy runs, by its name alone, the recipes for nginx of docs/behind-a-proxy.md before the built product.
e2e runs the browser tests directly, through nginx with https under a name, and below a path, with a key.
scale runs Debian's PostgreSQL, PgBouncer in transaction mode, two engines, two web processes of the built
product and nginx with https, asks for jobs with a key, kills each part once (-9) and starts it again, and
fails where a job is not complete or an event is missing or twice; --leave-dead shows that it can fail.`,
  );
  process.exit();
}
// What a stand has started ends with it, also when somebody ends this.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-stand-'));
const named = process.argv.slice(2);
const parts = ['calendar', 'search', 'proxy', 'e2e', 'scale'];
try {
  if (named[0] !== undefined && !parts.includes(named[0]))
    throw new AppError(
      'invalid_configuration',
      `There is no ${named[0]} here; there are: ${parts.join(', ')}.`,
    );
  if (named.includes('proxy')) process.exitCode = await standProxy();
  else if (named.includes('e2e')) process.exitCode = (await standE2e(named)) ? 0 : 1;
  else if (named.includes('scale')) process.exitCode = (await standScale(folder, named)) ? 0 : 1;
  else await stand(folder, (part) => named.length === 0 || named.includes(part));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// The pool that cleans pages would keep the process for some minutes.
process.exit();
