import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { findEngine } from '#lib/find-engine.ts';
import { generate } from './generate.ts';
import { readPack } from './read-pack.ts';
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
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
  'prisma/schema.prisma',
];

/**
 * Makes the production build when the sources or the engine's address (which is fixed in a build) are not those of the
 * last one. `say` is told before a build begins. Throws `internal` with what the compiler said.
 */
export async function build(options: {
  engineUrl: string;
  /** Whether `.next/standalone` is to hold a server that needs no install. */
  standalone?: boolean;
  say?: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const { engineUrl, standalone = false, say, signal } = options;
  await generate();
  const wanted = JSON.stringify({ sources: hashSources(), engineUrl, ...(standalone && { standalone }) });
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  const isFirst = !existsSync(path.join(root, '.next'));
  say?.(
    isFirst
      ? 'Building the pages; the first time takes about a minute …'
      : 'Building the pages, which have changed …',
  );
  rmSync(stampFile, { force: true });
  const { code, output } = await runChild(['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    signal,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      INNGEST_BASE_URL: engineUrl,
      BUILD_STANDALONE: String(standalone),
    },
  });
  if (code !== 0) throw new AppError('internal', `The build failed:\n${output.trim()}`);
  writeFileSync(stampFile, wanted);
}

/** Throws `invalid_configuration` where what was packed was built for another engine: its address is fixed then. */
export function checkPack(engineUrl: string): void {
  const built = readPack()?.engineUrl;
  if (built === undefined || built === engineUrl) return;
  const words = `This pack was made for an engine at ${built}, and the settings name ${engineUrl}: `;
  throw new AppError(
    'invalid_configuration',
    `${words}leave ENGINE_PORT and INNGEST_BASE_URL as they were, or pack again.`,
  );
}

/** The engine's address in the present build; undefined when there is none. */
export function readBuiltEngineUrl(): string | undefined {
  if (!existsSync(stampFile)) return undefined;
  return (JSON.parse(readFileSync(stampFile, 'utf8')) as { engineUrl: string }).engineUrl;
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
  build({ engineUrl: findEngine(readConfig()).url, say: (line) => console.log(line) }).catch(
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
}
