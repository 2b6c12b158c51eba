import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';

/** What a process may hold beside the heap that it was started with: bytes of files and what is unpacked of them. */
const besideHeap = 160 * 2 ** 20;
const everyMs = 50;

/**
 * Ends this process when it holds more than its heap's limit and some (Node's own limit counts objects, not the bytes
 * that a file unpacks to), or when a piece of work takes more of the processor's time than it was given. A thread
 * watches, since the first one is busy for as long as a parser runs.
 */
export function guardProcess(): { within<T>(cpuMs: number, work: () => Promise<T>): Promise<T> } {
  const mostBytes = getHeapStatistics().heap_size_limit + besideHeap;
  /** When the work at hand is to be done, in the processor's time of this process; 0 where there is none. */
  const dueMs = new Float64Array(new SharedArrayBuffer(8));
  const watcher = new Worker(
    `const { workerData: dueMs } = require('node:worker_threads');
    const end = () => process.kill(process.pid, 'SIGKILL');
    setInterval(() => {
      const { user, system } = process.cpuUsage();
      if (dueMs[0] > 0 && (user + system) / 1000 > dueMs[0]) end();
      if (process.memoryUsage.rss() > ${mostBytes}) end();
    }, ${everyMs});`,
    { eval: true, execArgv: [], workerData: dueMs, resourceLimits: { maxOldGenerationSizeMb: 16 } },
  );
  watcher.unref();
  return {
    async within(cpuMs, work) {
      const { user, system } = process.cpuUsage();
      dueMs[0] = (user + system) / 1000 + cpuMs;
      try {
        return await work();
      } finally {
        dueMs[0] = 0;
      }
    },
  };
}
