import os from 'node:os';

/** Where new objects lie; Node lets it grow to 128 MB in all under load, and gives none of that back. */
const youngMegabytes = 16;

/**
 * How large the heap of the server may grow, as flags of Node's: a quarter of what this machine or container has, from 512
 * MB to 2 GB, and little of that for what was just made. Without them a heap grows into gigabytes before anything is given
 * back. What NODE_OPTIONS sets stands.
 */
export function heapLimit({
  options = process.env.NODE_OPTIONS ?? '',
  machine = os.totalmem(),
  container = process.constrainedMemory(),
} = {}): string[] {
  // Where a container has no limit of its own, nothing or an absurd number is told.
  const bytes = container > 0 && container < machine ? container : machine;
  const megabytes = Math.round(bytes / 4 / 2 ** 20);
  return [
    `--max-old-space-size=${Math.min(Math.max(megabytes, 512), 2048)}`,
    `--max-semi-space-size=${youngMegabytes}`,
  ].filter((flag) => !options.replaceAll('_', '-').includes(flag.split('=')[0] ?? flag));
}
