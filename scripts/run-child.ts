import { spawn } from 'node:child_process';

export type ChildEnd = { code: number; output: string };

/**
 * Runs a program of Node's to its end and returns what it printed; `shows` passes that on as well. A signal that
 * aborts ends it, and then rejects with the signal's reason.
 */
export async function runChild(
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal; shows?: boolean },
): Promise<ChildEnd> {
  const { cwd, env = process.env, signal, shows = false } = options;
  signal?.throwIfAborted();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  let output = '';
  const take = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
    output += chunk;
    if (shows) to.write(chunk);
  };
  child.stdout.on('data', take(process.stdout));
  child.stderr.on('data', take(process.stderr));
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? 1));
    });
    signal?.throwIfAborted();
    return { code, output };
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
