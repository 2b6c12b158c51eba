import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { readConfig } from '#lib/config.ts';
import { runProgram } from '../../cli/run-program.ts';
import type { StartedProduct } from '../../cli/start-product.ts';
import type { Output } from '../../cli/terminal/screen.ts';

export type CliEnd = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

const root = path.resolve(import.meta.dirname, '../..');

/** Runs the terminal client within this process, with pipes around it; for tests. `input` stands on its stdin. */
export async function runCli(
  args: string[],
  {
    env = {},
    input = '',
    folder = root,
    startProduct = () => {
      throw new Error('Nothing is to be started here');
    },
    signal = new AbortController().signal,
    terminal,
  }: {
    env?: Record<string, string>;
    input?: string;
    folder?: string;
    startProduct?: (dataDir: string) => StartedProduct;
    signal?: AbortSignal;
    /** A terminal in place of the pipes. */
    terminal?: { stdout: Output; stderr: Output };
  } = {},
): Promise<Omit<CliEnd, 'signal'>> {
  let stdout = '';
  let stderr = '';
  const code = await runProgram(args, {
    stdin: Readable.from([input]),
    stdout: terminal?.stdout ?? {
      write: (text) => {
        stdout += text;
      },
      on: () => undefined,
    },
    stderr: terminal?.stderr ?? {
      write: (text) => {
        stderr += text;
      },
      on: () => undefined,
    },
    signal,
    readSettings: () => ({ config: readConfig(env), folder }),
    startProduct,
  });
  return { code, stdout, stderr };
}

/** Runs the terminal client as its own process, in pipes; for tests. `input` stands on its stdin. */
export function startCli(
  args: string[],
  { env = {}, input = '', cwd = root }: { env?: Record<string, string>; input?: string; cwd?: string } = {},
) {
  const child: ChildProcess = spawn(process.execPath, [path.join(root, 'cli/main.ts'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const ended = new Promise<CliEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    /** Sends what Ctrl-C sends. */
    interrupt: () => child.kill('SIGINT'),
    /** Nobody reads its output any more. */
    closeStdout: () => child.stdout?.destroy(),
    ended,
  };
}
