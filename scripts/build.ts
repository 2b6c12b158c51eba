import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { generate } from './generate.ts';
import { runChild } from './run-child.ts';

const root = path.resolve(import.meta.dirname, '..');
const stampFile = path.join(root, '.next/built-from.json');

/** What a build is made from; folders count with all that is in them but tests and generated code. */
const inputs = [
  'app',
  'components',
  'inngest',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.ts',
  'scripts/fit-build.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
  'prisma/schema.prisma',
];

/**
 * Makes the production build when the sources are not those of the last one. `say` is told before a build begins. Throws `internal` with what the compiler said.
 */
export async function build(options: {
  /** Whether `.next/standalone` is to hold a server that needs no install. */
  standalone?: boolean;
  say?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const { standalone = false, say, signal } = options;
  await generate();
  const wanted = JSON.stringify({ sources: hashSources(), ...(standalone && { standalone }) });
  if (isBuilt(wanted)) return;
  await makeBuild({ wanted, standalone, say, signal });
}

/** Two products may start at once on one tree: the second waits for the build of the first, and takes it. */
async function makeBuild(options: {
  wanted: string;
  standalone: boolean;
  say: ((line: string) => void) | undefined;
  signal: AbortSignal | undefined;
}): Promise<void> {
  const { wanted, standalone, say, signal } = options;
  const isFirst = !existsSync(path.join(root, '.next'));
  say?.(
    isFirst
      ? 'Building the pages; the first time takes about a minute …'
      : 'Building the pages, which have changed …',
  );
  rmSync(stampFile, { force: true });
  let isOther = false;
  for (;;) {
    const { code, output } = await runNext({ standalone, signal });
    if (code === 0) break;
    if (!/Another next build process is already running/.test(output))
      throw new AppError('internal', `The build failed:\n${output.trim()}`);
    if (!isOther) say?.('Another start is building them already; waiting for it …');
    isOther = true;
    await sleep(1000, undefined, { signal });
    if (isBuilt(wanted)) return;
  }
  writeFileSync(stampFile, wanted);
}

const isBuilt = (wanted: string): boolean =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;

function runNext({ standalone, signal }: { standalone: boolean; signal: AbortSignal | undefined }) {
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    BUILD_STANDALONE: String(standalone),
  };
  return runChild(['node_modules/next/dist/bin/next', 'build'], { cwd: root, signal, env });
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(listFiles)) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function listFiles(input: string): string[] {
  const stat = statSync(path.join(root, input), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return /\.(test|contract)\.tsx?$/.test(input) ? [] : [input];
  if (input === 'lib/generated' || input === 'lib/testing') return [];
  const names = readdirSync(path.join(root, input)).sort();
  return names.flatMap((name) => listFiles(`${input}/${name}`));
}

if (process.argv[1] === import.meta.filename) {
  build({ say: (line) => console.log(line) }).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
