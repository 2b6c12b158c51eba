import { hasKeys } from '#lib/access/api-keys.ts';
import { reasonForKeys } from '#lib/access/ask-for-keys.ts';
import type { Config } from '#lib/config.ts';
import { openDb } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';

/** Refuses a start that would let nobody in: keys are asked for, and there is none. Throws `invalid_configuration`. */
export async function checkKeys(config: Config, databaseUrl: string): Promise<void> {
  const reason = reasonForKeys(config);
  if (reason === undefined) return;
  if (isDevServer(config))
    throw new AppError(
      'invalid_configuration',
      `${reason}, and the server that INNGEST_DEV names signs nothing: whoever reaches this product could run steps of jobs. Use an engine with keys: INNGEST_BASE_URL, INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY.`,
    );
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

/** As Inngest's SDK reads it: it then takes what nobody has signed. */
const isDevServer = ({ INNGEST_DEV }: Config): boolean =>
  INNGEST_DEV !== undefined && !/^(0|false|no|off)$/i.test(INNGEST_DEV);
