import { createKeyPlaces } from '#lib/access/key-places.ts';
import { readConfig } from '#lib/config.ts';
import { createJobListener } from '#lib/jobs/job-listener.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { createLog } from '#lib/log.ts';
import { createJobTails } from '#lib/log-stream/job-tails.ts';
import { createModels } from '#lib/models/language-model.ts';
import { noFiles } from '#lib/schema/file-account.ts';
import { runtime, setRuntime } from '#lib/server/runtime.ts';
import { createSourceStates } from '#lib/server/source-states.ts';
import type { Source } from '#lib/sources/source.ts';
import { createVision } from '#lib/vision/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** Sets the runtime of a test file on a fresh database; `stop` for `afterAll`. `woken` counts calls for the outbox. */
export async function startTestRuntime({
  sources = [],
  env = {},
  database,
}: {
  sources?: Source[];
  env?: Record<string, string>;
  /** One that is there, in place of a fresh one. */
  database?: TestDatabase | undefined;
} = {}) {
  database ??= await createTestDatabase();
  const log = createLog('test', 'error');
  const listener = createJobListener({ databaseUrl: database.url, log });
  await listener.start();
  const logWriter = createLogWriter({ databaseUrl: database.url, onAppended: listener.tell });
  const tails = createJobTails({ databaseUrl: database.url, listener, log });
  const keyPlaces = createKeyPlaces({ db: database.db, port: 0 });
  const streams = new AbortController();
  const woken = { count: 0 };
  setRuntime({
    config: readConfig({ DATABASE_URL: database.url, ...env }),
    db: database.db,
    workDb: database.db,
    listener,
    keyPlaces,
    logWriter,
    tails,
    log,
    sources,
    sourcesOff: [],
    sourceStates: createSourceStates({ db: database.db, log }),
    vision: createVision({ config: readConfig({}), log }),
    documentFolders: [],
    documents: {
      status: () => ({ ready: true, pages: 0, files: noFiles, lookedAt: null, failure: null }),
      lookAgain: async () => {},
      refresh: async () => {},
    },
    models: createModels({ config: readConfig({}), log }),
    localModels: [],
    streams,
    wakeOutbox: () => {
      woken.count += 1;
    },
    readiness: async () => ({}),
  });
  return {
    ...database,
    listener,
    logWriter,
    log,
    woken,
    async stop() {
      streams.abort();
      await runtime().sourceStates.stop();
      setRuntime(undefined);
      await keyPlaces.stop();
      await logWriter.stop();
      await tails.stop();
      await listener.stop();
      await database.drop();
    },
  };
}
