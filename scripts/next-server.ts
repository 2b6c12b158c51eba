import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The Next.js server as a child process on 127.0.0.1. `ended` resolves with words when it ends by itself. `stop`
 * asks it to end, and after 3 s makes it.
 */
export function createNextServer(options: { dev: boolean; port: number; env: Record<string, string> }) {
  const { dev, port, env } = options;
  let child: ChildProcess | undefined;
  let resolveEnded: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    resolveEnded = resolve;
  });

  return {
    ended,

    start(): void {
      const verb = dev ? 'dev' : 'start';
      const args = ['node_modules/next/dist/bin/next', verb, '-H', '127.0.0.1', '-p', String(port)];
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
          NEXT_EXIT_TIMEOUT_MS: '2800',
        },
      });
      if (child.stdout) passOnAfterBanner(child.stdout);
      child.once('error', (error) => resolveEnded(error.message));
      child.once('exit', (code, signal) => resolveEnded(signal ?? `exit code ${code}`));
    },

    async stop(): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const isLate = await Promise.race([exit.then(() => false), sleep(3000, true, { ref: false })]);
      if (!isLate) return;
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Next's own greeting would say a second time, and less, what `npm start` says. */
function passOnAfterBanner(stdout: NodeJS.ReadableStream): void {
  let isBanner = true;
  stdout.on('data', (chunk: Buffer) => {
    if (!isBanner) process.stdout.write(chunk);
    if (String(chunk).includes('Ready in')) isBanner = false;
  });
}
