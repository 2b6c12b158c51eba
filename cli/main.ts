import { realpathSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#lib/config.ts';
import { runProgram } from './run-program.ts';
import { startProduct } from './start-product.ts';

const root = path.resolve(import.meta.dirname, '..');
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * The program as a process. The exit code is the command's, or 128 + the number of the signal that ended it before
 * (130: Ctrl-C).
 */
async function main(): Promise<number> {
  const interruption = listenForSignals();
  const code = await runProgram(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
    readSettings,
    startProduct: (dataDir) => startProduct(dataDir),
  });
  return interruption.number() === null ? code : 128 + (interruption.number() ?? 0);
}

/** The first signal asks to end; another one, a second later or more, ends at once (npm passes each signal on twice). */
function listenForSignals() {
  const stopping = new AbortController();
  let first: { number: number; at: number } | null = null;
  for (const [name, number] of Object.entries(signalNumbers)) {
    process.on(name, () => {
      if (first && Date.now() - first.at > 1000) process.exit(128 + number);
      first ??= { number, at: Date.now() };
      stopping.abort();
    });
  }
  return { signal: stopping.signal, number: () => first?.number ?? null };
}

/**
 * Settings mean what they mean to `npm start`, which runs at the project's root; names of files begin where the user
 * stands, which npm tells when it runs a script at the root.
 */
function readSettings() {
  const here = process.cwd();
  process.chdir(root);
  const config = readConfig();
  const isRoot = realpathSync(here) === realpathSync(root);
  return { config, folder: (isRoot && config.INIT_CWD) || here };
}

const code = await main();
// What was written to a pipe is let out before the end.
await Promise.all(
  [process.stdout, process.stderr].map((output) => new Promise((resolve) => output.write('', resolve))),
);
process.exit(code);
