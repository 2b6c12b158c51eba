import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AppOptions, Mark } from './app-process.ts';

/** The app of the bench, in a process of its own: an Inngest app that writes down when its functions do what. */
export type App = {
  url: string;
  pid: number;
  /** Waits until something was marked `count` times since the last call, then gives every mark since then. */
  marks(what: string, count: number, timeoutMs?: number): Promise<Mark[]>;
  stop(): Promise<void>;
};

/** Starts the app, on a free port if none is given; `connect` makes it serve the functions for a server. */
export async function startApp(port = 0): Promise<App & { connect(options: AppOptions): Promise<void> }> {
  const child = spawn(process.execPath, [new URL('./app-process.ts', import.meta.url).pathname, `${port}`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const { url } = (await ask(child, gone)) as { url: string };
  return {
    url,
    pid: child.pid ?? 0,
    async connect(options) {
      child.send({ connect: options });
      await ask(child, gone);
    },
    async marks(what, count, timeoutMs = 60_000) {
      child.send({ marks: { what, count } });
      const late = setTimeout(() => child.kill(), timeoutMs);
      try {
        return (await ask(child, gone)) as Mark[];
      } catch (cause) {
        throw new Error(`"${what}" was not marked ${count} times within ${timeoutMs} ms`, { cause });
      } finally {
        clearTimeout(late);
      }
    },
    async stop() {
      child.kill();
      await gone;
    },
  };
}

async function ask(child: ChildProcess, gone: Promise<unknown[]>): Promise<unknown> {
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
  if (message === null || typeof message !== 'object') throw new Error('the app of the bench ended');
  return message;
}
