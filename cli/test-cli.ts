import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export type CliEnd = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

const root = path.resolve(import.meta.dirname, '..');

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
