import { presets } from '#lib/job-types/research/schema.ts';
import { inventedKinds } from '#lib/testing/messy/ledger.ts';
import { pagesIn } from '#lib/testing/scripted-web/make-pages.ts';
import { usualMess } from '#lib/testing/messy/mess.ts';
import { questionOf } from '#lib/testing/scripted-web/questions.ts';
import { createScriptedWeb } from '#lib/testing/scripted-web/scripted-web.ts';
import { subjects } from '#lib/testing/scripted-web/subjects.ts';
import type { Topic } from '#lib/testing/scripted-web/web-language.ts';
import { createWorld } from '#lib/testing/scripted-web/world.ts';
import { type Run, runQuestion } from './run-question.ts';
import { printTable, share, sum } from './table.ts';

const topics: Topic[] = ['tank', 'reach', 'release', 'designer', 'takeover', 'indoors', 'lids-all'];

/**
 * Reports on pages of their own language by a writer who invents beside every second sentence, checked by a judge who
 * misses one in five: what of it is published, by kind, language and half.
 */
export async function measureInvented({ show }: { show: boolean }): Promise<void> {
  const runs: Run[] = [];
  for (const language of ['en', 'de', 'zh']) {
    const pages = pagesIn(language);
    const web = createScriptedWeb(pages);
    const world = createWorld(pages);
    for (const [index, subject] of subjects.entries()) {
      const asked = questionOf({ subjects: [subject], topics, language });
      const mess = { ...usualMess, invents: 0.6, misses: 0 };
      runs.push(await runQuestion(asked, { web, world, effort: wide, mess, seed: index + 1 }));
    }
  }
  const all = runs.flatMap(({ inventions, asked }) =>
    inventions.map((invention) => ({ ...invention, isHeldOut: asked.isHeldOut })),
  );
  const row = (of: typeof all) => share(of.filter(({ isPublished }) => isPublished).length, of.length);
  printTable(
    `Invented claims published of ${all.length} tried`,
    inventedKinds.map((kind) => {
      const of = all.filter((one) => one.kind === kind);
      return {
        kind,
        all: row(of),
        ...Object.fromEntries(['en', 'de', 'zh'].map((code) => [code, row(of.filter((one) => one.language === code))])),
        seen: row(of.filter((one) => !one.isHeldOut)),
        'held out': row(of.filter((one) => one.isHeldOut)),
      };
    }),
  );
  printTable(
    'True sentences lost',
    ['en', 'de', 'zh'].map((language) => {
      const of = runs.filter(({ asked }) => asked.language === language);
      const lost = (some: readonly Run[]) =>
        share(
          sum(some, ({ lost }) => lost.length),
          sum(some, ({ truths }) => truths),
        );
      return {
        language,
        all: lost(of),
        seen: lost(of.filter(({ asked }) => !asked.isHeldOut)),
        'held out': lost(of.filter(({ asked }) => asked.isHeldOut)),
      };
    }),
  );
  if (show) showWhy(runs.filter(({ asked }) => !asked.isHeldOut));
}

const wide = { ...presets.standard, breadth: 8, depth: 1 };

/** Of the half that is seen: what was published or lost, with the words of the audit. */
function showWhy(runs: readonly Run[]): void {
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
