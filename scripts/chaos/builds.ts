import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { readLog } from '../../bench/product-jobs.ts';
import { startProduct } from '../../e2e/start-product.ts';
import { packFile } from '../read-pack.ts';
import { type Check, countOf, faultyLogs, settingsOf, submitJobs, untilAllEnded } from './check.ts';

const root = path.resolve(import.meta.dirname, '../..');
const jobs = 6;

/** Of this tree, what another build of it is made from; packages are shared. */
const isTaken = (name: string) =>
  !/^(\.git|\.next|node_modules|bench|docs|e2e|tsconfig\.tsbuildinfo)$/.test(name);

/**
 * A step before all others, and one before the last, in the words of the compiled product: whatever the compiler calls
 * the tools, they stand before these.
 */
const added: [RegExp, string][] = [
  [/await (\w+)\.run\("start",/g, 'await(await $1.run("earlier",()=>1),$1).run("start",'],
  [
    /await (\w+)\("finish",\{/g,
    'await(await $1("later",{phase:"finish",label:"Look once more",progress:.97},async()=>1),$1)("finish",{',
  ],
];

/** Makes a product in `folder` that is this one with two steps more in each job. */
function makeNextVersion(folder: string): void {
  for (const name of readdirSync(root).filter(isTaken))
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  // As a pack it takes its build as it is.
  writeFileSync(path.join(folder, packFile), JSON.stringify({ version: 'next' }));
  const built = path.join(folder, '.next');
  mkdirSync(built);
  for (const name of readdirSync(path.join(root, '.next')).filter((name) => !/^(at|cache)$/.test(name)))
    cpSync(path.join(root, '.next', name), path.join(built, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  const changed = added.map(() => 0);
  for (const file of readdirSync(path.join(built, 'server'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const at = path.join(built, 'server', file);
    const text = readFileSync(at, 'utf8');
    const next = added.reduce((result, [from, to], index) => {
      const stepped = result.replace(from, to);
      if (stepped !== result) changed[index] = (changed[index] ?? 0) + 1;
      return stepped;
    }, text);
    if (next !== text) writeFileSync(at, next);
  }
  if (changed.includes(0))
    throw new Error('the build is written in other words: no step could be added to it');
}

/** Of which of these jobs the engine has a step of this name. */
async function havingStep(
  url: string,
  { ids, name }: { ids: readonly string[]; name: string },
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ event_id: string }>(
      'SELECT DISTINCT event_id FROM engine.run r JOIN engine.step s ON s.run_id = r.id WHERE s.name = $1 AND event_id = any($2)',
      [name, ids],
    );
    return rows.map(({ event_id }) => event_id);
  } finally {
    await client.end();
  }
}

export const twoBuilds: Check = {
  id: 'R-11',
  what: 'a new build, with two steps more in each job, takes over from the old one with 6 jobs at work, and the old one from the new: all complete, under the same attempt',
  async run() {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-chaos-'));
    const newRoot = path.join(folder, 'next');
    const postgres = createPostgres({ dataDir: path.join(folder, 'data') });
    const gateway = createFakeGateway();
    try {
      mkdirSync(newRoot);
      makeNextVersion(newRoot);
      await gateway.start();
      gateway.always({ delayMs: 300, tokenDelayMs: 10 });
      const database = (await postgres.start()).url('intentui');
      const env = { ...settingsOf(gateway), DATABASE_URL: database };
      const old = await startProduct(env);
      try {
        const ids = await submitJobs(old.url, jobs);
        await sleep(2000);
        const next = await startProduct(env, { root: newRoot });
        try {
          const codes = [await old.end()];
          const forth = await untilAllEnded(next.url, ids);
          const laterOf = async (id: string) =>
            (await readLog(next.url, id)).some((event) => 'step' in event && event.step === 'later');
          const crossed = (await Promise.all(ids.map(laterOf))).filter(Boolean).length;
          const more = await submitJobs(next.url, jobs);
          await sleep(2000);
          await old.restart();
          codes.push(await next.end());
          const back = await untilAllEnded(old.url, more);
          const begun = await havingStep(database, { ids: more, name: 'earlier' });
          const ends = await havingStep(database, { ids: more, name: 'later' });
          const crossedBack = begun.filter((id) => !ends.includes(id)).length;
          const ended = [...forth.jobs, ...back.jobs];
          const [one, two] = [countOf(forth.jobs, 'complete'), countOf(back.jobs, 'complete')];
          const again = ended.filter(({ attempt }) => attempt > 1).length;
          const faulty = await faultyLogs(old.url, ended);
          return {
            holds:
              one === jobs && two === jobs && crossed > 0 && crossedBack > 0 && again === 0 && faulty === 0,
            figures: `forth ${one} of ${jobs} complete, ${crossed} begun by the old and ended by the new; back ${two} of ${jobs}, ${crossedBack} with a step that the old does not know; ${again} in another attempt, ${faulty} logs with faults, exit ${codes.join(' and ')}; ${gateway.answeredTwice().length} of ${gateway.calls.length} calls answered to the end twice`,
          };
        } finally {
          await next.stop();
        }
      } finally {
        await old.stop();
      }
    } finally {
      await gateway.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
