import { hasKeys } from '#lib/access/api-keys.ts';
import { reasonForKeys } from '#lib/access/ask-for-keys.ts';
import type { Config } from '#lib/config.ts';
import { openDb } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';

/** Refuses a start that would let nobody in: keys are asked for, and there is none. Throws `invalid_configuration`. */
export async function checkKeys(config: Config, databaseUrl: string): Promise<void> {
  const reason = reasonForKeys(config);
  if (reason === undefined) return;
  const db = openDb(databaseUrl);
  try {
    if (await hasKeys(db)) return;
  } finally {
    await db.$disconnect();
  }
  throw new AppError(
    'invalid_configuration',
    `${reason}, so everybody is asked for a key, and there is none yet: make one with \`npm run cli -- keys create NAME\`, then start again.`,
  );
}
