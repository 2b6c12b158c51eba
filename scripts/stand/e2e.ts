import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '#lib/errors.ts';
import { readFlags } from '../../bench/read-flags.ts';
import { build } from '../build.ts';
import { runChild } from '../run-child.ts';

const root = path.resolve(import.meta.dirname, '../..');
const ways = ['direct', 'https', 'prefix'] as const;

/**
 * `npm run stand -- e2e`: the browser tests as they are, directly, through nginx with https under a name, and the same below a
 * path, with a key. `--way https` takes one of the three, `--only pages,sources` some of the files. Prints how many tests
 * passed each way, and which did not; true where all did.
 */
export async function standE2e(words: readonly string[]): Promise<boolean> {
  if (!existsSync('/usr/sbin/nginx'))
    throw new AppError('invalid_configuration', 'This needs Debian’s package nginx-light.');
  const { way, only = '' } = readFlags(words);
  const files = only.split(',').filter(Boolean);
  await build({ say: console.log });
  let isWhole = true;
  for (const each of ways.filter((name) => way === undefined || name === way)) {
    const { code, output } = await runTests(each, files);
    const count = (word: string) => Number(new RegExp(`^\\s+(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
    const told = [...['passed', 'failed', 'skipped', 'flaky'].map((word) => `${count(word)} ${word}`)];
    console.log(`\n${each}: ${told.join(', ')}`);
    if (code !== 0) isWhole = false;
  }
  return isWhole;
}

function runTests(way: (typeof ways)[number], files: string[]) {
  const nameResolved = pathToFileURL(path.join(root, 'e2e/on-loopback.ts')).href;
  const env = {
    ...process.env,
    FORCE_COLOR: '0',
    ...(way !== 'direct' && {
      E2E_THROUGH: way,
      NODE_OPTIONS: `--import=${nameResolved}`,
      // The certificate is one that no authority has signed.
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_NO_WARNINGS: '1',
    }),
  };
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    ...files.map((name) => `e2e/${name}.spec.ts`),
  ];
  return runChild(args, { cwd: root, env, shows: true });
}
