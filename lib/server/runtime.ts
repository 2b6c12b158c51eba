import type { KeyPlaces } from '#lib/access/key-places.ts';
import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import type { DocumentFolder } from '#lib/documents/document-folders.ts';
import type { DocumentIndex } from '#lib/documents/document-index.ts';
import type { Embedder } from '#lib/documents/embeddings/embed-texts.ts';
import { AppError } from '#lib/errors.ts';
import type { JobListener } from '#lib/jobs/job-listener.ts';
import type { LogWriter } from '#lib/jobs/log-writer.ts';
import type { Log } from '#lib/log.ts';
import type { JobTails } from '#lib/log-stream/job-tails.ts';
import type { Models } from '#lib/models/language-model.ts';
import type { LocalModels } from '#lib/schema/model-states.ts';
import type { Source, SourceThatIsOff } from '#lib/sources/source.ts';
import type { Vision } from '#lib/vision/index.ts';
import type { SourceStates } from './source-states.ts';

/** What the running process has that a route handler or a step needs. */
export type Runtime = {
  config: Config;
  /** What requests are answered with: connections of their own, which no stage takes from them. */
  db: Db;
  /** What stages and the reconciler work on. */
  workDb: Db;
  listener: JobListener;
  /** What keys have open at once. */
  keyPlaces: Pick<KeyPlaces, 'take'>;
  /** Whatever stages tell goes into the logs through it. */
  logWriter: LogWriter;
  /** Whoever follows a log does so through them. */
  tails: JobTails;
  log: Log;
  sources: readonly Source[];
  sourcesOff: readonly SourceThatIsOff[];
  sourceStates: SourceStates;
  /** Who looks at pictures, and the folders that they may lie in. */
  vision: Vision;
  documentFolders: readonly DocumentFolder[];
  /** The index of own documents: how it stands, and a look at the folders. */
  documents: Pick<DocumentIndex, 'status' | 'lookAgain' | 'refresh'>;
  models: Models;
  /** The operator's embedding server, where one is set. */
  embedder?: Embedder | undefined;
  /** Servers of models on this machine, as the start found them; none is used unless it is set. */
  localModels: readonly LocalModels[];
  /** Aborts when the process stops: open streams end then. */
  streams: { signal: AbortSignal };
  /** Sends what is in the outbox now, without waiting for it. */
  wakeOutbox(): void;
  /** What is told by readyz beside "ready"; throws while a part is not up. */
  readiness(): Promise<Record<string, unknown>>;
};

const shared = globalThis as unknown as { intentuiRuntime?: Runtime };

/** Hands the process its runtime; instrumentation and route handlers may be bundled apart and share only globalThis. */
export function setRuntime(runtime: Runtime | undefined): void {
  shared.intentuiRuntime = runtime;
}

/** The runtime of this process, once it is there. */
export const runtimeIfSet = (): Runtime | undefined => shared.intentuiRuntime;

/** The runtime of this process; throws while the process is still starting. */
export function runtime(): Runtime {
  if (!shared.intentuiRuntime)
    throw new AppError('not_ready', 'The server is still starting; try again in a moment.');
  return shared.intentuiRuntime;
}
