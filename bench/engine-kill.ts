import { runTrial } from './engine/kill/trial.ts';
import { trials } from './engine/kill/trials.ts';
import { readTestimony } from './engine/kill/witness.ts';

/**
 * `npm run bench -- engine-kill [--only kill,postgres,hang] [--runs 1000] [--seconds 120] [--step-ms 400]`: runs of five
 * steps while the engine is killed, PostgreSQL crashes, or one of two engines hangs. Prints what became of every run,
 * step and sleep, and exits with 1 when a guarantee broke.
 */
export async function engineKill(flags: Record<string, string>): Promise<void> {
  const { only, runs = '1000', seconds = '120', 'step-ms': stepMs = '400' } = flags;
  const options = { runs: Number(runs), seconds: Number(seconds), stepMs: Number(stepMs) };
  for (const name of only?.split(',') ?? Object.keys(trials)) {
    const disturb = trials[name];
    if (!disturb) throw new Error(`There is no ${name}; there are ${Object.keys(trials).join(', ')}.`);
    let told = '';
    const startedAt = Date.now();
    const trial = await runTrial(options, async (running) => {
      told = await disturb(running);
    });
    try {
      const { lines, broken } = await readTestimony(trial.query, trial.sent);
      const lasted = ((Date.now() - startedAt) / 1000).toFixed(0);
      process.stdout.write(`${name}: ${told}; all over after ${lasted} s\n${lines.join('\n')}\n\n`);
      if (broken.length > 0) process.exitCode = 1;
    } finally {
      await trial.stop();
    }
  }
}
