import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { heapLimit } from './heap-limit.ts';

/** More than the server gives itself (stop-on-signal.ts), and PostgreSQL still has to end within 5 s of Ctrl-C. */
const stopTimeoutMs = 2800;
const root = path.resolve(import.meta.dirname, '..');

/**
 * The server (serve.ts) as a child process. What it prints while it starts would repeat, with less, what
 * `npm start` says, so it is kept back until `show` is called, and shown when the server ends before that without having
 * said why. `ended` resolves with words when it ends; `reason` is the sentence that the server gave for it. `stop` asks it to end, and after 2.8 s makes it.
 */
export function createNextServer(options: { dev: boolean; env: Record<string, string> }) {
  const { dev, env } = options;
  let child: ChildProcess | undefined;
  let reason: string | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<{ how: string; reason: string | undefined }>();
  const resolveEnded = (how: string) => resolve({ how, reason });

  let isShown = false;
  let isStopping = false;
  let keptBack = '';
  const take = (chunk: Buffer) => {
    if (isShown) process.stdout.write(chunk);
    else keptBack += chunk;
  };

  return {
    ended,

    show(): void {
      isShown = true;
    },

    start(): void {
      const args = [...heapLimit(), 'scripts/serve.ts', ...(dev ? ['--dev'] : [])];
      child = spawn(process.execPath, args, {
        cwd: root,
        // The channel closes when this process ends in any way, and the server then ends too.
        stdio: ['ignore', dev ? 'inherit' : 'pipe', 'inherit', 'ipc'],
        env: {
          ...process.env,
          ...env,
          NODE_ENV: dev ? 'development' : 'production',
          NEXT_TELEMETRY_DISABLED: '1',
          // Signals are answered in instrumentation.ts, which knows what has to be stopped.
          NEXT_MANUAL_SIG_HANDLE: '1',
          NEXT_EXIT_TIMEOUT_MS: '2700',
        },
      });
      child.stdout?.on('data', take);
      child.once('error', (error) => resolveEnded(error.message));
      child.on('message', (message) => {
        reason ??= (message as { reason?: string } | null)?.reason;
      });
      child.once('exit', (code, signal) => {
        if (!isShown && !isStopping && reason === undefined) process.stdout.write(keptBack);
        resolveEnded(signal ?? `exit code ${code}`);
      });
    },

    async stop(): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      isStopping = true;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const isLate = await Promise.race([exit.then(() => false), sleep(stopTimeoutMs, true, { ref: false })]);
      if (!isLate) return;
      child.kill('SIGKILL');
      await exit;
    },
  };
}
