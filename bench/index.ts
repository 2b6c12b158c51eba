import { readFlags } from './read-flags.ts';

/** Every bench by name: a function of the flags that prints its figures. `npm run bench -- NAME --flag value`. */
const benches: Record<string, (flags: Record<string, string>) => Promise<void>> = {
  answers: async (flags) => (await import('./answers.ts')).answers(flags),
  engine: async (flags) => (await import('./engine.ts')).engine(flags),
  'engine-kill': async (flags) => (await import('./engine-kill.ts')).engineKill(flags),
  kill: async (flags) => (await import('./kill.ts')).kill(flags),
  load: async (flags) => (await import('./load.ts')).load(flags),
  retrieval: async (flags) => (await import('./retrieval.ts')).retrieval(flags),
  tokens: async (flags) => (await import('./tokens.ts')).tokens(flags),
  ssrf: async () => (await import('./ssrf.ts')).ssrf(),
};

const [name = '', ...words] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Say which bench to run: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
// What a bench has started ends with it, also when somebody ends the bench.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await bench(readFlags(words));
