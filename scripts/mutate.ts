import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.ts';
import { copyProject } from './mutate/copy-project.ts';
import { locate, type Mutation, testsOf } from './mutate/mutation.ts';
import { mutations } from './mutate/mutations/index.ts';
import { runTests } from './mutate/run-tests.ts';

const root = path.resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    /** Only mutations whose sentence or place holds these words. */
    only: { type: 'string', default: '' },
    /** When to stop, whatever is left. */
    minutes: { type: 'string', default: '60' },
    list: { type: 'boolean', default: false },
    /** The tests are known to be green: they are not run first without a mutation. */
    green: { type: 'boolean', default: false },
  },
});

type Outcome = { mutation: Mutation; caught: boolean; how: string };

/**
 * `npm run mutate [-- --only WORDS] [--minutes N] [--list] [--green]`: breaks guards on purpose, one at a time, in a copy of the
 * sources, and tells which of the tests that hold them falls. Exit code 1 when one survives that should not, 2 when
 * nothing can be said: a mutation is stale, or tests are red before anything is broken.
 */
async function main(): Promise<number> {
  const deadline = Date.now() + Number(values.minutes) * 60_000;
  const chosen = mutations.filter((mutation) => `${mutation.what} ${mutation.in}`.includes(values.only));
  if (chosen.length === 0)
    throw new Error(`No mutation has "${values.only}" in its sentence or place; --list shows them.`);
  for (const mutation of chosen) testsOf(root, mutation);
  const places = new Map(chosen.map((mutation) => [mutation, locate(root, mutation)]));
  if (values.list) {
    for (const [{ what }, file] of places) console.log(`${file}: ${what}`);
    return 0;
  }
  await generate();
  const { folder, remove } = copyProject(root);
  process.once('SIGINT', () => {
    remove();
    process.exit(130);
  });
  try {
    if (!values.green) await checkGreen(folder, chosen);
    const outcomes: Outcome[] = [];
    for (const [mutation, file] of places) {
      if (Date.now() > deadline) break;
      const outcome = await tryOne(folder, { mutation, file });
      outcomes.push(outcome);
      console.log(`${outcome.caught ? '✓' : '✗'} ${mutation.what}: ${outcome.how}`);
    }
    return summarise(outcomes, chosen.length);
  } finally {
    remove();
  }
}

/** Nothing can be said of a test that falls already. */
async function checkGreen(folder: string, chosen: readonly Mutation[]): Promise<void> {
  const files = [...new Set(chosen.flatMap((mutation) => testsOf(folder, mutation)))].sort();
  console.log(`${chosen.length} mutations, ${files.length} test files; first without any mutation …`);
  const run = await runTests(folder, { files, timeoutMs: 20 * 60_000, all: true });
  if (run.kind === 'red') throw new Error(`Red before anything was broken:\n  ${run.fell.join('\n  ')}`);
  if (run.kind !== 'green') throw new Error(`The tests did not run: ${JSON.stringify(run)}`);
  console.log(`${run.passed} tests passed.\n`);
}

async function tryOne(
  folder: string,
  { mutation, file }: { mutation: Mutation; file: string },
): Promise<Outcome> {
  const target = path.join(folder, file);
  const before = readFileSync(target, 'utf8');
  writeFileSync(target, before.split(mutation.find).join(mutation.replace));
  try {
    const run = await runTests(folder, { files: testsOf(folder, mutation), timeoutMs: 4 * 60_000 });
    if (run.kind === 'broken')
      throw new Error(`"${mutation.what}" is no mutation, nothing runs:\n${run.output}`);
    if (run.kind === 'red') return { mutation, caught: true, how: run.fell[0] ?? '' };
    if (run.kind === 'endless') return { mutation, caught: true, how: 'its tests do not end' };
    return { mutation, caught: false, how: mutation.harmless ?? 'SURVIVED, and a test should fall' };
  } finally {
    writeFileSync(target, before);
  }
}

function summarise(outcomes: readonly Outcome[], wanted: number): number {
  const survivors = outcomes.filter(({ caught }) => !caught);
  const bad = survivors.filter(({ mutation }) => !mutation.harmless);
  console.log(`\n${outcomes.length - survivors.length} of ${outcomes.length} caught`);
  for (const { mutation, how } of survivors) console.log(`  survived: ${mutation.what} (${how})`);
  for (const { mutation, caught } of outcomes)
    if (caught && mutation.harmless) console.log(`  caught, though it is called harmless: ${mutation.what}`);
  if (outcomes.length < wanted) console.log(`  not tried, the time was over: ${wanted - outcomes.length}`);
  return bad.length > 0 || outcomes.length < wanted ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error((error as Error).message);
    process.exit(2);
  },
);
