import { presets } from '#lib/job-types/research/schema.ts';
import { inventedKinds } from '#lib/testing/messy/ledger.ts';
import { usualMess } from '#lib/testing/messy/mess.ts';
import { pagesIn } from '#lib/testing/scripted-web/make-pages.ts';
import { questionOf } from '#lib/testing/scripted-web/questions.ts';
import { createScriptedWeb } from '#lib/testing/scripted-web/scripted-web.ts';
import { subjects } from '#lib/testing/scripted-web/subjects.ts';
import type { Topic } from '#lib/testing/scripted-web/web-language.ts';
import { createWorld } from '#lib/testing/scripted-web/world.ts';
import { type Run, runQuestion } from './run-question.ts';
import { printTable, share, sum } from './table.ts';

const topics: Topic[] = ['tank', 'reach', 'release', 'designer', 'takeover', 'indoors', 'lids-all'];

const judges = { 'a judge that misses one in five': 0.2, 'a judge that supports everything': 1 };

/**
 * Reports on pages of their own language by a writer who invents beside most sentences: what of it is published, by
 * kind, language and half, with a judge who misses one in five, and with one who supports whatever he is shown.
 */
export async function measureInvented({ show }: { show: boolean }): Promise<void> {
  for (const [judge, judgeMisses] of Object.entries(judges)) {
    const runs: Run[] = [];
    for (const language of ['en', 'de', 'zh']) {
      const pages = pagesIn(language);
      const web = createScriptedWeb(pages);
      const world = createWorld(pages);
      for (const [index, subject] of subjects.entries()) {
        const asked = questionOf({ subjects: [subject], topics, language });
        const mess = { ...usualMess, invents: 0.9, misses: 0, judgeMisses };
        runs.push(await runQuestion(asked, { web, world, effort: wide, mess, seed: index + 1 }));
      }
    }
    printPublished(judge, runs);
    printLost(runs);
    if (show) showWhy(runs.filter(({ asked }) => !asked.isHeldOut));
  }
}

function printPublished(judge: string, runs: readonly Run[]): void {
  const all = runs.flatMap(({ inventions, asked }) =>
    inventions.map((invention) => ({ ...invention, isHeldOut: asked.isHeldOut })),
  );
  const row = (kind: string, of: typeof all) => {
    const published = (some: typeof all) =>
      share(some.filter(({ isPublished }) => isPublished).length, some.length);
    return {
      kind,
      all: published(of),
      ...Object.fromEntries(
        ['en', 'de', 'zh'].map((code) => [code, published(of.filter((one) => one.language === code))]),
      ),
      seen: published(of.filter((one) => !one.isHeldOut)),
      'held out': published(of.filter((one) => one.isHeldOut)),
    };
  };
  const visible = all.filter(({ kind }) => kind !== 'plausible');
  printTable(`Invented claims published of ${all.length} tried, with ${judge}`, [
    ...inventedKinds.map((kind) =>
      row(
        kind,
        all.filter((one) => one.kind === kind),
      ),
    ),
    row('all that code can see', visible),
  ]);
}

function printLost(runs: readonly Run[]): void {
  const lost = (some: readonly Run[]) =>
    share(
      sum(some, ({ lost }) => lost.length),
      sum(some, ({ truths }) => truths),
    );
  printTable(
    'True sentences lost',
    ['en', 'de', 'zh'].map((language) => {
      const of = runs.filter(({ asked }) => asked.language === language);
      return {
        language,
        all: lost(of),
        seen: lost(of.filter(({ asked }) => !asked.isHeldOut)),
        'held out': lost(of.filter(({ asked }) => asked.isHeldOut)),
      };
    }),
  );
}

const wide = { ...presets.standard, breadth: 8, depth: 1 };

/** What was published or lost, with the words of the audit. */
export function showWhy(runs: readonly Run[]): void {
  for (const { inventions, lost, done } of runs) {
    for (const { kind, text } of inventions.filter(({ isPublished }) => isPublished)) {
      const claim = done.claims.find((claim) => claim.text.includes(text.slice(0, 30)));
      process.stdout.write(`published ${kind}: ${text} (${claim?.verdict}: ${claim?.reason})\n`);
    }
    for (const text of lost) {
      const entry = done.audit.entries.find(({ before }) => before.includes(text.slice(0, 20)));
      process.stdout.write(`lost: ${text} (${entry ? `${entry.what}: ${entry.why}` : 'no word of it'})\n`);
    }
  }
}
