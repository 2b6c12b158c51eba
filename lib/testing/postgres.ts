import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#lib/postgres/migrate.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';

/** Vitest's global set-up of the `database` project: one PostgreSQL for the run, in a folder of its own. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-test-'));
  const postgres = createPostgres({ dataDir, durable: false });
  const { url, pid } = await postgres.start();
  // The last resort when Vitest leaves without its teardown; the server then ends at once.
  const endNow = () => process.kill(pid, 'SIGQUIT');
  process.once('exit', endNow);
  await migrate(url('template_migrated'));
  project.provide('templateDatabaseUrl', url('template_migrated'));
  project.provide('engineDatabaseUrl', url('postgres'));
  return async () => {
    process.off('exit', endNow);
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
