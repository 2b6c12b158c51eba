import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEngineProcess } from '#lib/engine/testing/index.ts';
import { startPostgres } from '../start-postgres.ts';

/** The server that is measured: an engine started for it, or one that runs somewhere. */
export type Server = {
  baseUrl: string;
  eventKey: string;
  /** Empty for a dev server, which asks for none. */
  signingKey: string;
  /** The process of an engine that was started here. */
  pid: number | undefined;
};

export const keys = { signingKey: '0123456789abcdef', eventKey: 'bench-key' };

/** A PostgreSQL that is thrown away, with all the safety of a real one. */
export async function startDatabase() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-bench-'));
  const postgres = await startPostgres({ dataDir });
  return {
    postgres,
    pid: () => postgres.pid,
    url: postgres.url('postgres'),
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
export type Database = Awaited<ReturnType<typeof startDatabase>>;

/** An engine in a process of its own on that database, for an app; or the server at `url`. */
export async function startServer(options: {
  flags: Record<string, string>;
  databaseUrl: string;
  appUrl: string;
}): Promise<Server & { stop(): Promise<void> }> {
  const { flags, databaseUrl, appUrl } = options;
  if (flags.url) {
    const { 'event-key': eventKey = 'bench', 'signing-key': signingKey = '' } = flags;
    return { baseUrl: flags.url, eventKey, signingKey, pid: undefined, stop: async () => {} };
  }
  const engine = await startEngineProcess({ ...keys, databaseUrl, appUrl, port: 0 });
  return {
    ...keys,
    baseUrl: `http://127.0.0.1:${engine.port}`,
    pid: engine.child.pid,
    stop: () => engine.kill('SIGTERM'),
  };
}
