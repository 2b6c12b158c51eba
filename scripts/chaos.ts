import { setTimeout as sleep } from 'node:timers/promises';
import { readFlags } from '../bench/read-flags.ts';
import { checks } from './chaos/index.ts';

const help = `npm run chaos [-- --only R-07,R-42] [--minutes 20]

Starts the built product on loopback, on free ports and data directories of its own, with a scripted model that counts
what it has answered, and troubles it: each check kills, stops, hangs, fills or empties something and says with figures what
became of the jobs. It needs no network and touches no other process. Exits with 1 where something did not hold.

${checks.map(({ id, what }) => `  ${id.padEnd(20)} ${what}`).join('\n')}
`;

/** What one check may take at most; then it counts as one that does not hold. */
const mostMs = 300_000;

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const { only = '', minutes = '20' } = readFlags(words);
  const wanted = only.split(',').filter(Boolean);
  const chosen = checks.filter(({ id }) => wanted.length === 0 || wanted.some((name) => id.includes(name)));
  if (chosen.length === 0) throw new Error(`No check has one of these names: ${only}`);
  const until = performance.now() + Number(minutes) * 60_000;
  let broken = 0;
  let untried = 0;
  for (const { id, what, run } of chosen) {
    if (performance.now() > until) {
      untried += 1;
      continue;
    }
    console.log(`${id}: ${what}`);
    const startedAt = performance.now();
    const late = sleep(
      mostMs,
      { holds: false, figures: `not done within ${mostMs / 1000} s` },
      { ref: false },
    );
    const found = await Promise.race([run(), late]).catch((error: unknown) => ({
      holds: false,
      figures: `it broke: ${error instanceof Error ? error.message : String(error)}`,
    }));
    if (!found.holds) broken += 1;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(`  ${found.holds ? 'holds' : 'DOES NOT HOLD'} (${seconds} s): ${found.figures}`);
  }
  console.log(
    `${chosen.length - broken - untried} of ${chosen.length} hold${untried > 0 ? `, ${untried} not tried: the time was over` : ''}`,
  );
  return broken > 0 ? 1 : 0;
}

// What a check has started ends with it, also when somebody ends this.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit(await main());
