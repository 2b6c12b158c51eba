import { presets } from '#lib/job-types/research/schema.ts';
import { markStyles } from '#lib/testing/messy/mark-style.ts';
import { noMess } from '#lib/testing/messy/mess.ts';
import { questionOf } from '#lib/testing/scripted-web/questions.ts';
import { subjects } from '#lib/testing/scripted-web/subjects.ts';
import type { World } from './measure-presets.ts';
import { runQuestion } from './run-question.ts';
import { printTable, share } from './table.ts';

/** The same writer with each form of mark, in three languages: findings, against those with `[q3]`. */
export async function measureMarks(world: World): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  let best = 0;
  for (const [name, style] of Object.entries(markStyles)) {
    let findings = 0;
    let lost = 0;
    for (const [index, language] of ['en', 'de', 'zh', 'en'].entries()) {
      const topics = ['tank', 'designer', 'release'] as const;
      const asked = questionOf({ subjects: subjects.slice(index, index + 1), topics, language });
      const run = await runQuestion(asked, { ...world, effort: presets.standard, mess: noMess, style });
      findings += run.findings;
      lost += run.lost.length;
    }
    best ||= findings;
    rows.push({ marks: name, findings, 'against [q3]': share(findings, best), 'true lost': lost });
  }
  printTable('Forms of marks', rows);
  process.stdout.write(`least: ${Math.min(...rows.map(({ findings }) => Number(findings)))} of ${best}\n`);
}
