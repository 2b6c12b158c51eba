import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

export type StartedProduct = {
  pid: number | undefined;
  logFile: string;
  hasEnded(): boolean;
  /** The last line that it has printed. */
  lastLine(): string;
  /** Ends it as Ctrl-C does; resolves when it has ended, or after 10 s. */
  stop(): Promise<void>;
  /** Lets it run on when this program ends. */
  release(): void;
};

const root = path.resolve(import.meta.dirname, '..');
const stopTimeoutMs = 10_000;
const npmStart = ['--import', './scripts/check-node.js', 'scripts/start.ts'];

/**
 * Starts the product as `npm start` does. It has a session of its own and prints to a file, so that a Ctrl-C or the end
 * of this program does not reach it: whether it is stopped or goes on is the caller's word.
 */
export function startProduct(dataDir: string, { command = npmStart } = {}): StartedProduct {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const logFile = path.join(dataDir, 'start.log');
  const output = openSync(logFile, 'w', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, command, {
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', () => {
    ended = true;
  });
  return {
    pid: child.pid,
    logFile,
    hasEnded: () => ended,
    lastLine: () =>
      stripVTControlCharacters(readFileSync(logFile, 'utf8')).trim().split('\n').at(-1)?.trim() ?? '',
    async stop() {
      const deadline = Date.now() + stopTimeoutMs;
      if (!ended) child.kill('SIGTERM');
      while (!ended && Date.now() < deadline) await sleep(20);
    },
    release: () => child.unref(),
  };
}
