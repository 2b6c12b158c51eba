import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { AppError } from '#lib/errors.ts';
import type { PreparedDocument } from './prepare-document.ts';

type Answer = { document?: PreparedDocument; failure?: string };

/**
 * Prepares documents in a worker thread, so that a page that takes long to parse stops nobody else. `prepare` takes
 * one file at a time; one that needs more than `timeoutMs` is prepared again without a parser, and throws `internal`
 * when that takes too long as well. The worker starts with the first file and ends with `stop`, and so does a call.
 */
export function createPreparer({ timeoutMs = 15_000 }: { timeoutMs?: number } = {}) {
  let worker: Worker | undefined;

  async function stop(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function ask(file: { path: string; text: string; asText?: boolean }): Promise<Answer> {
    worker ??= startWorker();
    const asked = worker;
    const answer = await nextAnswer(asked, { timeoutMs, ask: () => asked.postMessage(file) });
    if (answer.failure) await stop();
    return answer;
  }

  async function prepare(
    file: { path: string; text: string },
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<PreparedDocument> {
    signal?.throwIfAborted();
    const parsed = await ask(file);
    signal?.throwIfAborted();
    const { document, failure } = parsed.document ? parsed : await ask({ ...file, asText: true });
    if (!document) throw new AppError('internal', 'A document could not be prepared.', { cause: failure });
    return document;
  }

  return { prepare, stop };
}
export type Preparer = ReturnType<typeof createPreparer>;

/**
 * From the source, not from the bundle that a build may have put this module in: Node runs it as it is. The class is
 * taken from Node at run time because a bundler that sees it packs the worker too, and that one never answers.
 */
function startWorker(): Worker {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const source = path.join(process.cwd(), 'lib', 'documents', 'prepare-worker.ts');
  const worker = new Worker(source);
  worker.unref();
  // Between two files nobody listens; the next question meets a worker that has ended and starts another.
  worker.on('error', () => {});
  return worker;
}

function nextAnswer(
  worker: Worker,
  { timeoutMs, ask }: { timeoutMs: number; ask: () => void },
): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', fail).off('exit', fail);
      resolve(answer);
    };
    const fail = (reason: unknown) => settle({ failure: `the worker ended: ${String(reason)}` });
    const timer = setTimeout(() => settle({ failure: `no answer after ${timeoutMs} ms` }), timeoutMs);
    worker.on('message', settle).on('error', fail).on('exit', fail);
    ask();
  });
}
