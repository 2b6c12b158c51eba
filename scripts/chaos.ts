import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFlags } from '../bench/read-flags.ts';
import type { Check } from './chaos/check.ts';
import { checks } from './chaos/index.ts';

const help = `npm run chaos [-- --only R-07,R-42] [--minutes 60]

Starts the built product on loopback, on free ports and data directories of its own, with a scripted model that counts
what it has answered, and troubles it: each check kills, stops, hangs, fills or empties something and says with figures what
became of the jobs. It needs no network and touches no other process. Exits with 1 where something did not hold or was not
tried, since the time was over.

${checks.map(({ id, what }) => `  ${id.padEnd(20)} ${what}`).join('\n')}
`;

/** What one check may take at most; then it counts as one that does not hold. */
const mostMs = 420_000;

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const { only = '', minutes = '60' } = readFlags(words);
  const wanted = only.split(',').filter(Boolean);
  const chosen = checks.filter(({ id }) => wanted.length === 0 || wanted.some((name) => id.includes(name)));
  if (chosen.length === 0) {
    process.stderr.write(
      `No check is called ${only}; there are: ${checks.map(({ id }) => id).join(', ')}.\n`,
    );
    return 1;
  }
  const [one] = chosen;
  if (one && chosen.length === 1) return (await runCheck(one)) ? 0 : 1;
  const until = performance.now() + Number(minutes) * 60_000;
  let held = 0;
  let tried = 0;
  for (const { id } of chosen) {
    if (performance.now() > until) break;
    tried += 1;
    if (await runApart(id)) held += 1;
  }
  const untried = chosen.length - tried;
  console.log(
    `${held} of ${chosen.length} hold${untried > 0 ? `, ${untried} not tried: the time was over` : ''}`,
  );
  return held === chosen.length ? 0 : 1;
}

async function runCheck({ id, what, run }: Check): Promise<boolean> {
  console.log(`${id}: ${what}`);
  const startedAt = performance.now();
  const late = sleep(mostMs, { holds: false, figures: `not done within ${mostMs / 1000} s` }, { ref: false });
  const found = await Promise.race([run(), late]).catch((error: unknown) => ({
    holds: false,
    figures: `it broke: ${error instanceof Error ? error.message : String(error)}`,
  }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`  ${found.holds ? 'holds' : 'DOES NOT HOLD'} (${seconds} s): ${found.figures}`);
  return found.holds;
}

/** In a process of its own, so that what one leaves behind when it is late troubles no other. */
async function runApart(id: string): Promise<boolean> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, '--only', id], {
    stdio: 'inherit',
  });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('exit', stop);
  return code === 0;
}

// What a check has started ends with it, also when somebody ends this.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit(await main());
