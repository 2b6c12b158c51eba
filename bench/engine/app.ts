import type { AppOptions, Mark } from './app-process.ts';
import { startProgram } from './program.ts';

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
  const { child, next, stop } = startProgram('app-process.ts', `${port}`);
  const { url } = await next<{ url: string }>();
  return {
    url,
    pid: child.pid ?? 0,
    async connect(options) {
      child.send({ connect: options });
      await next();
    },
    async marks(what, count, timeoutMs = 60_000) {
      child.send({ marks: { what, count } });
      const late = setTimeout(() => child.kill(), timeoutMs);
      try {
        return await next<Mark[]>();
      } catch (cause) {
        throw new Error(`"${what}" was not marked ${count} times within ${timeoutMs} ms`, { cause });
      } finally {
        clearTimeout(late);
      }
    },
    stop,
  };
}
