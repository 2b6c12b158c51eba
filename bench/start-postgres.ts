import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createPostgres, type PostgresOptions } from '#lib/postgres/postgres.ts';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';

/** A PostgreSQL that runs until `stop`, and no longer than this process, however that ends but by SIGKILL. */
export async function startPostgres(options: PostgresOptions) {
  const postgres = createPostgres(options);
  const endNow = () => {
    const cluster = path.join(options.dataDir, 'postgres');
    const pid = existsSync(cluster) ? readPostmaster(realpathSync(cluster))?.pid : undefined;
    if (pid) process.kill(pid, 'SIGQUIT');
  };
  process.once('exit', endNow);
  return {
    ...(await postgres.start()),
    /** Again, where it was killed. */
    start: postgres.start,
    async stop() {
      await postgres.stop();
      process.off('exit', endNow);
    },
  };
}
