import { type Preset, presets } from '#lib/job-types/research/schema.ts';
import { makeQuestions, wideQuestion } from '#lib/testing/scripted-web/questions.ts';
import { type Run, runQuestion, type Setting } from './run-question.ts';
import { printTable, share, sum } from './table.ts';

export type World = Pick<Setting, 'web' | 'world'>;

/** The questions of the web at each preset, keyless and with the messy model; and how much more deep cites than quick. */
export async function measurePresets(world: World, { questions }: { questions: number }): Promise<void> {
  const asked = makeQuestions().slice(0, questions);
  const rows: Record<string, string | number>[] = [];
  const halves: Record<string, string | number>[] = [];
  for (const mess of [null, undefined]) {
    for (const preset of Object.keys(presets) as Preset[]) {
      const runs: Run[] = [];
      const before = process.cpuUsage();
      for (const [index, question] of asked.entries())
        runs.push(await runQuestion(question, { ...world, effort: presets[preset], mess, seed: index + 1 }));
      const { user, system } = process.cpuUsage(before);
      const who = mess === null ? 'keyless' : 'messy model';
      rows.push({ model: who, preset, ...scoreRuns(runs), 'CPU ms a page': cpu(user + system, runs) });
      for (const isHeldOut of [false, true])
        halves.push({
          model: who,
          preset,
          half: isHeldOut ? 'held out' : 'seen',
          ...scoreRuns(runs.filter(({ asked }) => asked.isHeldOut === isHeldOut)),
        });
    }
  }
  printTable(`${asked.length} questions`, rows);
  printTable('Both halves of them', halves);
  await measureWidth(world);
}

const cpu = (microseconds: number, runs: readonly Run[]) =>
  Math.round(
    microseconds /
      1000 /
      Math.max(
        1,
        sum(runs, ({ read }) => read),
      ),
  );

function scoreRuns(runs: readonly Run[]): Record<string, string | number> {
  const answered = runs.flatMap(({ answered }) => answered);
  const disputed = sum(runs, ({ asked }) => asked.disputed.length);
  const lost = sum(runs, ({ lost }) => lost.length);
  const valid = runs.filter(({ faults }) => faults.length === 0).length;
  return {
    answered: share(answered.filter(Boolean).length, answered.length),
    read: sum(runs, ({ read }) => read),
    cited: sum(runs, ({ cited }) => cited),
    findings: sum(runs, ({ findings }) => findings),
    'reports with valid citations': `${valid} of ${runs.length}`,
    disputes: `${sum(runs, ({ shown }) => shown)} of ${disputed}`,
    traps: `${sum(runs, ({ trapped }) => trapped.length)} of ${sum(runs, ({ asked }) => asked.traps.length)}`,
    'true lost': `${lost} of ${sum(runs, ({ truths }) => truths)}`,
  };
}

/** Two wide questions of eight parts at each preset: pages read and cited, calls and tokens by role. */
async function measureWidth(world: World): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  const roles: Record<string, string | number>[] = [];
  const cited: number[] = [];
  for (const preset of Object.keys(presets) as Preset[]) {
    const runs: Run[] = [];
    for (const from of [0, 8])
      runs.push(await runQuestion(wideQuestion(from), { ...world, effort: presets[preset], seed: from + 1 }));
    cited.push(sum(runs, (run) => run.cited));
    rows.push({
      preset,
      stopped: [...new Set(runs.map(({ done }) => done.stopped))].join('; '),
      ...scoreRuns(runs),
    });
    for (const role of ['planner', 'reader', 'writer', 'judge']) {
      const calls = runs.flatMap((run) => run.calls).filter(({ model }) => model === role);
      roles.push({
        preset,
        role,
        'calls a question': calls.length / runs.length,
        'tokens in': Math.round(sum(calls, ({ inputTokens }) => inputTokens) / runs.length),
        'tokens out': Math.round(sum(calls, ({ outputTokens }) => outputTokens) / runs.length),
      });
    }
  }
  printTable('Two wide questions of eight parts', rows);
  const [quick = 0, , deep = 0] = cited;
  process.stdout.write(`deep cites ${(deep / Math.max(quick, 1)).toFixed(1)} × the pages of quick\n`);
  printTable('Calls and tokens by role', roles);
}
