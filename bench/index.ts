import { readFlags } from './read-flags.ts';

/** Every bench: `npm run bench -- NAME --flag value`. A bench exports `run(flags)` and prints its figures. */
const benches: Record<string, () => Promise<{ run(flags: Record<string, string>): Promise<void> }>> = {
  retrieval: () => import('./retrieval.ts'),
};

const [name = '', ...rest] = process.argv.slice(2);
const load = benches[name];
if (!load) {
  process.stderr.write(`Say which bench to run: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
await (await load()).run(readFlags(rest));
