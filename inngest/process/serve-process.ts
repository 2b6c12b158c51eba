import { jobUpdates, userUpdates } from '#inngest/channels.ts';
import { inngest } from '#inngest/client.ts';
import { createKeyPlaces } from '#lib/access/key-places.ts';
import { readConfig } from '#lib/config.ts';
import { db, isPooled, openDb } from '#lib/db.ts';
import { documentFolders } from '#lib/documents/document-folders.ts';
import { createDocumentIndex } from '#lib/documents/index.ts';
import { cleanUploads } from '#lib/documents/keep-upload.ts';
import { nameEngine } from '#lib/find-engine.ts';
import { findLocalModels } from '#lib/find-local-models.ts';
import { createJobListener, type Notice } from '#lib/jobs/job-listener.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { createLog, formatLogs } from '#lib/log.ts';
import { createJobTails } from '#lib/log-stream/job-tails.ts';
import { createMcpServers } from '#lib/mcp/index.ts';
import { count } from '#lib/metrics.ts';
import { createModels } from '#lib/models/language-model.ts';
import { cutSilentReaders } from '#lib/server/cut-silent-readers.ts';
import { documentsReady } from '#lib/server/documents-ready.ts';
import { setRuntime } from '#lib/server/runtime.ts';
import { sendSpans } from '#lib/server/send-spans.ts';
import { createSourceStates } from '#lib/server/source-states.ts';
import { watchSource } from '#lib/server/watch-source.ts';
import { sources } from '#lib/sources/index.ts';
import { createVision } from '#lib/vision/index.ts';
import { createHostTurns } from '#lib/web-pages/host-turns.ts';
import { createPageCache } from '#lib/web-pages/page-cache.ts';
import { createPoliteFetch } from '#lib/web-pages/polite-fetch.ts';
import { createSharedTurns } from '#lib/web-pages/shared-turns.ts';
import { createEmbeddedEngine } from './embedded-engine.ts';
import { createReconciler } from './reconciler.ts';
import { createTurnKeeper } from './turn-keeper.ts';
import { createUpdatePublisher } from './update-publisher.ts';

/**
 * Brings up what works beside the pages in a server process: listener, documents, engine (when it is embedded) and
 * reconciler; answers how to stop them. Called once, by instrumentation.
 */
export async function startServing(): Promise<{ stop(): Promise<void> }> {
  const config = readConfig();
  formatLogs(config.LOG_FORMAT);
  const log = createLog('app', config.LOG_LEVEL);
  const statementMs = config.DATABASE_TIMEOUT_SECONDS * 1000;
  const database = db({ statementMs: 6 * statementMs });
  const databaseUrl = config.DATABASE_URL as string;
  const directUrl = config.DATABASE_DIRECT_URL ?? (isPooled(databaseUrl) ? undefined : databaseUrl);
  const streams = new AbortController();
  const listener = createJobListener({
    databaseUrl: directUrl,
    log: createLog('listener', config.LOG_LEVEL),
  });
  const tellAppended = (notices: Notice[]) => {
    for (const { type } of notices) count('intentui_events_total', { type });
    listener.tell(notices);
  };
  const logWriter = createLogWriter({ databaseUrl, statementMs, onAppended: tellAppended });
  const tails = createJobTails({
    databaseUrl,
    statementMs,
    listener,
    log: createLog('tails', config.LOG_LEVEL),
    onFollowed: () => turns.wake(),
  });
  const turns = createTurnKeeper({
    db: database,
    config,
    log: createLog('turns', config.LOG_LEVEL),
    followed: () => tails.followed(),
  });
  // However many stages are at work, who asks for a job does not wait for their connections.
  const requests = openDb(databaseUrl, { poolSize: 6, statementMs });
  const keyPlaces = createKeyPlaces({ db: requests, port: config.PORT });
  const documents = createDocumentIndex({
    db: database,
    config,
    log: createLog('documents', config.LOG_LEVEL),
  });
  const engine = config.EMBEDDED_ENGINE
    ? createEmbeddedEngine({
        databaseUrl,
        directUrl: directUrl ?? null,
        isPooled: isPooled(databaseUrl),
        statementMs,
        host: '127.0.0.1',
        port: config.ENGINE_PORT,
        signingKey: config.INNGEST_SIGNING_KEY as string,
        signingKeyFallback: config.INNGEST_SIGNING_KEY_FALLBACK,
        eventKey: config.INNGEST_EVENT_KEY as string,
        appUrl: `http://127.0.0.1:${config.PORT}/api/inngest`,
        log: createLog('engine', config.LOG_LEVEL),
      })
    : null;
  const reconciler = createReconciler({
    db: database,
    config,
    log: createLog('reconciler', config.LOG_LEVEL),
    send: async (events) => {
      await inngest.send(events);
    },
  });

  const updates = createUpdatePublisher({
    db: database,
    databaseUrl: directUrl,
    listener,
    log: createLog('updates', config.LOG_LEVEL),
    publish: async (update, userId) => {
      await Promise.all([
        inngest.realtime.publish(userUpdates({ userId }).update, update),
        inngest.realtime.publish(jobUpdates({ jobId: update.job_id }).update, update),
      ]);
    },
  });

  const pagesLog = createLog('pages', config.LOG_LEVEL);
  const fetchPage = createPoliteFetch({
    cache: createPageCache({ db: database }),
    contact: config.CONTACT,
    log: pagesLog,
    turns: createHostTurns({ shared: createSharedTurns({ db: database, log: pagesLog }) }),
  });
  const mcp = createMcpServers({ config, fetchPage, log: createLog('mcp', config.LOG_LEVEL) });
  const { on, off } = sources({ config, documents, fetchPage, more: mcp.sources() });
  const vision = createVision({ config, log: createLog('vision', config.LOG_LEVEL) });
  const sourceStates = createSourceStates({ db: database, log: createLog('sources', config.LOG_LEVEL) });
  const localModels = config.GATEWAY_BASE_URL ? [] : await findLocalModels();
  const models = createModels({ config, log: createLog('models', config.LOG_LEVEL) });
  setRuntime({
    config,
    db: requests,
    workDb: database,
    listener,
    keyPlaces,
    logWriter,
    tails,
    log,
    sources: on.map((source) => watchSource(source, sourceStates)),
    sourcesOff: off,
    sourceStates,
    vision,
    documentFolders: documentFolders(config),
    documents,
    models,
    embedder: documents.embedder,
    localModels,
    streams,
    wakeOutbox: () => reconciler.wake(),
    readiness: async () => ({
      ...documentsReady(documents.status()),
      engine: nameEngine(config),
      model: models.nameOf('writer'),
      ...(localModels.length > 0 && { local_models: localModels }),
      sources: on.map(({ name }) => name),
    }),
  });

  const spans = await sendSpans(config, createLog('traces', config.LOG_LEVEL));
  await cleanUploads(database, { dataDir: config.DATA_DIR, databaseUrl });
  await listener.start();
  const silent = cutSilentReaders();
  documents.start();
  await engine?.start();
  reconciler.start();
  turns.start();
  await updates.start();

  return {
    async stop() {
      streams.abort();
      silent.stop();
      await Promise.allSettled([
        reconciler.stop(),
        turns.stop(),
        keyPlaces.stop(),
        updates.stop(),
        engine?.stop(),
        documents.stop(),
        mcp.stop(),
        vision.stop(),
      ]);
      await Promise.all([sourceStates.stop(), spans.stop()]);
      await logWriter.stop();
      await Promise.allSettled([
        listener.stop(),
        tails.stop(),
        requests.$disconnect(),
        database.$disconnect(),
      ]);
    },
  };
}
