import os from 'node:os';

/**
 * How large the heap of the server may grow, as a flag of Node's: a quarter of what this machine or container has, from 512
 * MB to 2 GB. Without it a heap grows into gigabytes before anything is given back. None where NODE_OPTIONS sets one.
 */
export function heapLimit({
  options = process.env.NODE_OPTIONS ?? '',
  machine = os.totalmem(),
  container = process.constrainedMemory(),
} = {}): string[] {
  if (/--max[-_]old[-_]space[-_]size/.test(options)) return [];
  // Where a container has no limit of its own, nothing or an absurd number is told.
  const bytes = container > 0 && container < machine ? container : machine;
  const megabytes = Math.round(bytes / 4 / 2 ** 20);
  return [`--max-old-space-size=${Math.min(Math.max(megabytes, 512), 2048)}`];
}
