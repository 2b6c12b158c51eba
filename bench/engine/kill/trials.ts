import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from '#lib/postgres/find-process.ts';
import type { Trial } from './trial.ts';

/** The ways in which the machinery is disturbed; each tells how often it was. */
export const trials: Record<string, (trial: Trial) => Promise<string>> = {
  kill: killEngines,
  postgres: restartPostgres,
  hang: hangEngine,
};

/** kill -9 of the engine every 3 to 8 s, and a new one at once. */
async function killEngines(trial: Trial): Promise<string> {
  let kills = 0;
  while (await another(trial, [3, 8])) {
    await trial.engines.at(-1)?.kill('SIGKILL');
    await trial.startEngine();
    kills += 1;
  }
  return `the engine was killed ${kills} times`;
}

/** An immediate stop of PostgreSQL, as a crash, every 5 to 20 s; it replays its log and goes on. */
async function restartPostgres(trial: Trial): Promise<string> {
  let restarts = 0;
  let { pid } = await trial.database.postgres.start();
  while (await another(trial, [5, 20])) {
    process.kill(pid, 'SIGQUIT');
    while (findProcess(pid)) await sleep(10);
    pid = (await trial.database.postgres.start()).pid;
    restarts += 1;
  }
  return `PostgreSQL crashed and came back ${restarts} times`;
}

/** One of two engines stops (SIGSTOP) for half of the time with calls under way, then goes on (SIGCONT). */
async function hangEngine(trial: Trial): Promise<string> {
  const { child } = await trial.startEngine(0);
  const pid = child.pid ?? 0;
  const hangSeconds = trial.secondsLeft() / 2;
  await sleep(trial.secondsLeft() * 200);
  let calls = 0;
  for (const deadline = Date.now() + 10_000; calls < 2 && Date.now() < deadline; ) {
    process.kill(pid, 'SIGSTOP');
    const [held] = await trial.query<{ calls: number }>(heldByNewest);
    calls = held?.calls ?? 0;
    if (calls < 2) {
      process.kill(pid, 'SIGCONT');
      await sleep(20);
    }
  }
  await sleep(hangSeconds * 1000);
  process.kill(pid, 'SIGCONT');
  await sleep(Math.max(0, trial.secondsLeft() * 1000));
  return `one of two engines hung for ${Math.round(hangSeconds)} s with ${calls} calls under way`;
}

const heldByNewest = /* sql */ `
  select count(*)::int as calls from engine.job
  where state = 'claimed' and claimed_by = (select max(id) from engine.process)`;

/** Waits for a random time between two numbers of seconds; false when the trial is over by then. */
async function another(trial: Trial, [least, most]: [number, number]): Promise<boolean> {
  await sleep(1000 * Math.min(least + Math.random() * (most - least), Math.max(0, trial.secondsLeft())));
  return trial.secondsLeft() > 0;
}
