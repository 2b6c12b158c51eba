import { measureStreams } from './log/measure-streams.ts';
import { measureWriters } from './log/measure-writers.ts';

/** Every part by name, in the order in which they run. */
const parts: Record<string, (flags: Record<string, string>) => Promise<void>> = {
  writers: measureWriters,
  streams: measureStreams,
};

/**
 * `npm run bench -- log [--only writers,streams] [--clients 200] [--seconds 20] [--idle 1000] [--silent 10]`: what the log of
 * jobs takes and gives. `writers`: events a second by 1, 5 and 10 who wait for each, beside the same inserts without
 * a notification. `streams`: how late events come to many clients, gaps, memory, and other requests meanwhile.
 */
export async function log(flags: Record<string, string>): Promise<void> {
  const names = flags.only?.split(',') ?? Object.keys(parts);
  for (const name of names) {
    const measure = parts[name];
    if (!measure) throw new Error(`There is no ${name}; there are ${Object.keys(parts).join(', ')}.`);
    console.log(`\n${name}`);
    await measure(flags);
  }
}
