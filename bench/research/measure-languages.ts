import { presets } from '#lib/job-types/research/schema.ts';
import { wordsOf } from '#lib/research/words/index.ts';
import { withoutCitationMarks } from '#lib/schema/report.ts';
import { noMess } from '#lib/testing/messy/mess.ts';
import { webLanguages } from '#lib/testing/scripted-web/languages/index.ts';
import { pagesIn } from '#lib/testing/scripted-web/make-pages.ts';
import { questionOf } from '#lib/testing/scripted-web/questions.ts';
import { createScriptedWeb } from '#lib/testing/scripted-web/scripted-web.ts';
import { subjects } from '#lib/testing/scripted-web/subjects.ts';
import type { Topic } from '#lib/testing/scripted-web/web-language.ts';
import { createWorld } from '#lib/testing/scripted-web/world.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { showWhy } from './measure-invented.ts';
import { type Run, runQuestion } from './run-question.ts';
import { printTable, share, sum } from './table.ts';

const topics: Topic[] = ['tank', 'price', 'release', 'designer'];

/**
 * Eight languages, each with pages of its own and with English ones: parts answered, the language of the report, our own
 * words for the part that no page answers, and whether each sentence is one claim.
 */
export async function measureLanguages({ show }: { show: boolean }): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  for (const { code } of webLanguages) {
    for (const from of code === 'en' ? [code] : [code, 'en']) {
      const pages = pagesIn(from);
      const web = createScriptedWeb(pages);
      const world = createWorld(pages);
      const runs: Run[] = [];
      for (const subject of subjects.slice(0, 4)) {
        const asked = questionOf({ subjects: [subject], topics, language: code });
        runs.push(await runQuestion(asked, { web, world, effort: presets.standard, mess: noMess }));
      }
      const stranger = questionOf({
        subjects: [subjects[0] as (typeof subjects)[number]],
        topics,
        language: code,
      });
      const nothing = createScriptedWeb([]);
      const empty = await runQuestion(stranger, { web: nothing, world, effort: presets.quick, mess: noMess });
      if (show) showWhy(runs);
      const answered = runs.flatMap(({ answered }) => answered);
      rows.push({
        question: code,
        pages: from,
        answered: share(answered.filter(Boolean).length, answered.length),
        'report in it': share(runs.filter((run) => languageOf(run) === code).length, runs.length),
        'own words':
          empty.done.report.markdown === wordsOf(code).nothingFound ? 'yes' : empty.done.report.markdown,
        'claims split right': splitRight(runs),
        'true lost': sum(runs, ({ lost }) => lost.length),
        findings: sum(runs, ({ findings }) => findings),
      });
    }
  }
  printTable('Languages', rows);
}

const languageOf = ({ done }: Run) =>
  detectLanguage(withoutCitationMarks(done.report.markdown).replace(/[\p{Lu}][\p{Ll}]+ /gu, ' '))?.slice(
    0,
    2,
  );

/** Findings that state exactly one thing. */
function splitRight(runs: readonly Run[]): string {
  const sentences = runs.flatMap(({ done, world }) =>
    done.report.sentences
      .filter(({ kind }) => kind === 'finding')
      .map(({ text }) => world.statementsIn(withoutCitationMarks(text)).length),
  );
  return share(sentences.filter((count) => count === 1).length, sentences.length);
}
