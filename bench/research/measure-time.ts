import { cleanPage } from '#lib/documents/clean-page.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import { noMess, usualMess } from '#lib/testing/messy/mess.ts';
import type { ScriptedCall } from '#lib/testing/scripted-model.ts';
import { makeQuestions, wideQuestion } from '#lib/testing/scripted-web/questions.ts';
import { asHtml } from '#lib/testing/scripted-web/serve-scripted-web.ts';
import type { World } from './measure-presets.ts';
import { runQuestion } from './run-question.ts';
import { printTable } from './table.ts';

const delayMs = 200;

/** How much longer a question takes than its calls that have to wait for each other, at 200 ms a call. */
export async function measureTime(world: World): Promise<void> {
  const [narrow] = makeQuestions();
  const wide = wideQuestion(0);
  const rows: Record<string, string | number>[] = [];
  for (const [name, asked] of Object.entries({ narrow: narrow ?? wide, wide })) {
    for (const [who, mess] of Object.entries({ clean: noMess, messy: usualMess })) {
      const before = process.cpuUsage();
      const { ms, calls, read } = await runQuestion(asked, {
        ...world,
        effort: presets.standard,
        mess,
        delayMs,
      });
      const { user, system } = process.cpuUsage(before);
      const chain = longestChain(calls);
      rows.push({
        question: name,
        model: who,
        calls: calls.length,
        'pages read': read,
        'calls in the longest chain': chain,
        'critical path s': ((chain * delayMs) / 1000).toFixed(1),
        'wall s': (ms / 1000).toFixed(1),
        'CPU s': ((user + system) / 1e6).toFixed(1),
        'wall ÷ path': (ms / (chain * delayMs)).toFixed(2),
      });
    }
  }
  printTable('Time at 200 ms a call', rows);
  cleanPages(world);
}

/** The most calls of which each begins after the one before it has ended. */
function longestChain(calls: readonly ScriptedCall[]): number {
  const sorted = [...calls].sort((left, right) => left.to - right.to);
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const { from, to } of sorted) {
    if (from < last) continue;
    last = to;
    count += 1;
  }
  return count;
}

/** Cleaning the pages of the web as HTML, in this process, once warm. */
function cleanPages({ web }: World): void {
  const files = web.pages.map((page) => ({ path: 'page.html', text: asHtml(page.text, page) }));
  for (const file of files.slice(0, 5)) cleanPage(file);
  const before = process.cpuUsage();
  for (const file of files) cleanPage(file);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(
    `cleaning ${files.length} pages: ${((user + system) / 1000 / files.length).toFixed(1)} ms CPU a page\n`,
  );
}
