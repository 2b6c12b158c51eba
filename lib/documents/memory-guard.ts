import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';

/** What a process may hold beside the heap that it was started with: bytes of files and what is unpacked of them. */
const besideHeap = 160 * 2 ** 20;
const everyMs = 50;

/**
 * Ends this process when it holds more than its heap's limit and some: Node's own limit counts objects, not the bytes
 * that a file unpacks to. A thread watches, since the first one is busy for as long as a parser runs.
 */
export function watchMemory(): void {
  const most = getHeapStatistics().heap_size_limit + besideHeap;
  const watcher = new Worker(
    `setInterval(() => {
      if (process.memoryUsage.rss() > ${most}) process.kill(process.pid, 'SIGKILL');
    }, ${everyMs});`,
    { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } },
  );
  watcher.unref();
}
