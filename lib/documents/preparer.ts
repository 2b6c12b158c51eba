import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Tinypool } from 'tinypool';
import { AppError } from '#lib/errors.ts';
import { createRateLimit } from '#lib/rate-limit.ts';
import type { CleanPage } from './clean-page.ts';
import type { PreparedDocument } from './prepare-document.ts';
import type { Given } from './prepare-worker.ts';
import type { GivenFile } from './read-file.ts';
import { tooMuch, type Unread } from './unread.ts';

type Task = 'clean' | 'prepare';

/** Each takes some 60 MB: more of them than cores would only take memory. */
const mostThreads = 4;
/** Some 15 s by the clock of a quiet machine: what collects garbage in other threads counts as well. */
const usualCpuMs = 25_000;
/** A busy machine gives a thread a part of a processor only: so many times its own time may pass. */
const mostWait = 6;
/** Threads end when nobody has asked for so long. */
const idleMs = 300_000;

/**
 * Cleans pages and prepares documents in processes that stay warm (called threads here, as the pool calls them), so that
 * a page that takes long to parse stops nobody else. They start with the first files and do not keep the process alive.
 * What comes back is the page, or why it cannot be read. A file that takes more than `cpuMs` of the processor's time
 * (four times that where it is not from the web), six times as long by the clock, or more than `megabytes` costs its
 * thread; if it is text it is taken again without a parser in another, and is too large where that fails as well. A
 * signal that aborts ends the work and throws its reason; so does `stop` with all that is under way, after which a new
 * file starts new threads.
 */
export function createPreparer({
  threads = Math.min(mostThreads, availableParallelism()),
  cpuMs = usualCpuMs,
  megabytes = 512,
}: {
  threads?: number;
  cpuMs?: number;
  megabytes?: number;
} = {}) {
  const turns = createRateLimit({
    name: 'The page',
    atOnce: threads,
    maxWaiting: Number.POSITIVE_INFINITY,
  });
  let pool: Tinypool | undefined;
  let stopping = new AbortController();

  /** The time of a file begins when its turn does; its clock holds the process until there is an answer. */
  async function run<T>(task: Task, file: GivenFile, signal: AbortSignal): Promise<T> {
    const endTurn = await turns.take(signal);
    const late = new AbortController();
    const given: Given = { file, cpuMs: isOwn(file) ? 4 * cpuMs : cpuMs };
    const clock = setTimeout(() => late.abort(), mostWait * given.cpuMs);
    try {
      pool ??= openPool({ threads, megabytes });
      return await pool.run(given, { name: task, signal: AbortSignal.any([signal, late.signal]) });
    } finally {
      clearTimeout(clock);
      endTurn({ pauseMs: 0 });
    }
  }

  async function runTwice<T>(
    task: Task,
    file: GivenFile,
    given: { signal?: AbortSignal } = {},
  ): Promise<T | Unread> {
    const signal = given.signal ? AbortSignal.any([given.signal, stopping.signal]) : stopping.signal;
    signal.throwIfAborted();
    for (const way of [file, { ...file, asText: true }]) {
      try {
        return await run<T>(task, way, signal);
      } catch {
        signal.throwIfAborted();
      }
    }
    return tooMuch;
  }

  return {
    clean: (file: GivenFile, given?: { signal?: AbortSignal }) => runTwice<CleanPage>('clean', file, given),
    prepare: (file: GivenFile & { url?: string }, given?: { signal?: AbortSignal }) =>
      runTwice<PreparedDocument>('prepare', file, given),
    async stop(): Promise<void> {
      const ending = pool;
      pool = undefined;
      stopping.abort(new AppError('internal', 'Preparing documents was stopped.'));
      stopping = new AbortController();
      await ending?.destroy();
    },
  };
}
/** Whether it lies in a folder of its owner, not on the web. */
const isOwn = (file: GivenFile) => 'file' in file && file.contentType === undefined;

export type Preparer = ReturnType<typeof createPreparer>;

/** From the source, not from the bundle that a build may have put this module in: Node runs it as it is. */
function openPool({ threads, megabytes }: { threads: number; megabytes: number }): Tinypool {
  const pool = new Tinypool({
    filename: path.join(process.cwd(), 'lib', 'documents', 'prepare-worker.ts'),
    name: 'clean',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    // A thread that runs out of memory may take its process with it; a process of its own takes nobody.
    runtime: 'child_process',
    execArgv: [`--max-old-space-size=${megabytes}`],
  });
  // A thread that dies between two files has failed nobody; the next file starts another.
  pool.on('error', () => {});
  return pool;
}

const shared = globalThis as unknown as { intentuiPreparer?: Preparer };

/** The process's one, for web pages, documents and answers of tools alike; bundles share it through globalThis. */
export function preparer(): Preparer {
  shared.intentuiPreparer ??= createPreparer();
  return shared.intentuiPreparer;
}
