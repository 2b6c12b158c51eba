import { findCitationFaults } from '#lib/evidence/find-citation-faults.ts';
import type { Effort } from '#lib/schema/plan.ts';
import { withoutCitationMarks } from '#lib/schema/report.ts';
import { type InventedKind, plain } from '#lib/testing/messy/ledger.ts';
import type { MarkStyle } from '#lib/testing/messy/mark-style.ts';
import { type Mess, usualMess } from '#lib/testing/messy/mess.ts';
import { createMessyAnswers } from '#lib/testing/messy-answers.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { type ScriptedCall, scriptedModel } from '#lib/testing/scripted-model.ts';
import type { WebQuestion } from '#lib/testing/scripted-web/questions.ts';
import { type ScriptedWeb, sourceOf } from '#lib/testing/scripted-web/scripted-web.ts';
import { keyOf } from '#lib/testing/scripted-web/statement.ts';
import type { World } from '#lib/testing/scripted-web/world.ts';

/** Who answers: nobody but the built-in model, or the messy model. */
export type Setting = {
  web: ScriptedWeb;
  world: World;
  effort: Effort;
  mess?: Mess | null | undefined;
  seed?: number;
  style?: MarkStyle | undefined;
  delayMs?: number;
};

export type Invention = { kind: InventedKind; text: string; isPublished: boolean; language: string };

/** One question, researched, with what came of it. */
export type Run = {
  asked: WebQuestion;
  world: World;
  done: Awaited<ReturnType<typeof researchInMemory>>;
  calls: ScriptedCall[];
  ms: number;
  read: number;
  cited: number;
  findings: number;
  faults: string[];
  /** For each part of the question whether it is answered rightly, or said not to be. */
  answered: boolean[];
  shown: number;
  trapped: string[];
  inventions: Invention[];
  /** True sentences that were written, and those that nothing of the report says. */
  truths: number;
  lost: string[];
};

export async function runQuestion(asked: WebQuestion, setting: Setting): Promise<Run> {
  const { web, world, effort, mess = usualMess, seed = 1, style, delayMs = 0 } = setting;
  const calls: ScriptedCall[] = [];
  const answers = createMessyAnswers({ world, seed, style, ...(mess && { mess }) });
  const as = (name: string) => scriptedModel({ name, answer: answers.answer, delayMs, calls });
  const models = mess
    ? { planner: as('planner'), reader: as('reader'), writer: as('writer'), judge: as('judge') }
    : {};
  const startedAt = performance.now();
  const task = { question: asked.question, effort, sourceIds: ['web'] };
  const done = await researchInMemory(task, {
    sources: [sourceOf(web)],
    models,
    now: new Date('2026-05-01T09:00:00Z'),
  });
  const ms = performance.now() - startedAt;
  const { report, quotes, texts } = done;
  const claims = report.sentences.filter(({ kind }) => kind === 'finding' || kind === 'inference');
  const published = new Set(
    claims.flatMap(({ text }) => world.statementsIn(withoutCitationMarks(text)).map(keyOf)),
  );
  const words = claims.map(({ text }) => plain(text));
  const written = answers.ledger.entries();
  return {
    asked,
    world,
    done,
    calls,
    ms,
    read: done.found.filter(({ state }) => state === 'read').length,
    cited: report.citations.length,
    findings: claims.length,
    faults: findCitationFaults({ report, quotes, texts }),
    answered: asked.answers.map((answer, index) =>
      answer ? published.has(keyOf(answer)) : saysNothingOf(done, asked.parts[index] ?? ''),
    ),
    shown: asked.disputed.filter((side) => published.has(keyOf(side))).length,
    trapped: asked.traps.filter((trap) => published.has(keyOf(trap))).map(keyOf),
    inventions: written.flatMap(({ invented, text, language }): Invention[] => {
      if (!invented) return [];
      const isPublished = words.some((sentence) => sentence.includes(plain(text)));
      return [{ kind: invented, text, isPublished, language }];
    }),
    truths: written.filter(({ invented }) => !invented).length,
    lost: written
      .filter(
        ({ invented, statements }) => !invented && !statements.every((one) => published.has(keyOf(one))),
      )
      .map(({ text }) => text),
  };
}

/** A part without an answer is told, or nothing at all was found. */
function saysNothingOf({ report, plan }: Run['done'], part: string): boolean {
  if (report.nothing_found) return true;
  const isPlanned = plan.sub_questions.some(({ question }) => question.includes(part));
  return !isPlanned || report.sentences.some(({ kind, text }) => kind === 'note' && text.includes(part));
}
