import {
  compareStoredTexts,
  judgeStoredText,
  loadJudged,
  matchTexts,
  type TextName,
} from '#inngest/steps/judge-given-texts.ts';
import { keepGivenTexts, readGivenUrl } from '#inngest/steps/read-given-source.ts';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { JudgeInput, JudgeResult } from '#lib/job-types/judge/schema.ts';
import { agree } from '#lib/research/agree.ts';
import { TextComparison } from '#lib/research/compare-texts.ts';
import type { Comparison, JudgedText } from '#lib/schema/comparison.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { defineJob } from '../define-job.ts';
import type { Stage, StageContext } from '../stage.ts';

/**
 * Judges a text against sources that were given: read them, find the sentences that speak to each claim, judge claim
 * by claim. Two texts are compared twice, each once in first place; with sources each gets its verdict too.
 */
export const judge = defineJob({
  type: 'judge',
  input: JudgeInput,
  output: JudgeResult,
  async run({ input, stage }) {
    const question = input.question ?? null;
    const { read, limits } = await readSources(stage, input);
    const texts = textsOf(input);
    const hasSources = read > 0;
    await stage('match', { phase: 'extract', label: 'Find what the sources say', progress: 0.4 }, (context) =>
      matchTexts(context, { question, texts }),
    );
    const isPair = texts.text === undefined;
    const judged: TextName[] = isPair ? (hasSources ? ['a', 'b'] : []) : ['text'];
    await Promise.all([
      ...judged.map((name) => {
        const label = name === 'text' ? 'Judge the text' : `Judge text ${name.toUpperCase()}`;
        return stage(`judge:${name}`, { phase: 'judge', label, progress: 0.6 }, (context) =>
          judgeStoredText(context, { name, question, hasSources }),
        );
      }),
      ...(isPair ? (['a', 'b'] as const) : []).map((first) => {
        const label = `Compare the texts, ${first.toUpperCase()} first`;
        return stage(`compare:${first}`, { phase: 'judge', label, progress: 0.6 }, (context) =>
          compareStoredTexts(context, { question, first }),
        );
      }),
    ]);
    return async (context) => ({
      verdict: isPair ? null : await loadVerdict(context, 'text'),
      report: isPair ? null : await loadJudged(context, 'text'),
      comparison: isPair ? await loadComparison(context) : null,
      limits: [
        ...limits,
        ...(question === null
          ? ['No question was given, so it cannot be told what a text should answer.']
          : []),
        ...(context.modelName('judge') === 'built-in' ? [byCode] : []),
      ],
    });
  },
});

const byCode =
  'No model is set: words, numbers, names and negations were compared by code, which does not see what is said in other words.';

function textsOf({ text, text_a, text_b }: JudgeInput): Partial<Record<TextName, string>> {
  if (text !== undefined) return { text };
  return { a: text_a ?? '', b: text_b ?? '' };
}

/** Reads what was given side by side, each page as a step of its own; tells how many could be read and what not. */
async function readSources(
  stage: Stage,
  { sources = [] }: JudgeInput,
): Promise<{ read: number; limits: string[] }> {
  if (sources.length === 0)
    return { read: 0, limits: ['No sources were given, so no claim could be checked.'] };
  const texts = sources.flatMap(({ title, text }, index) =>
    text === undefined ? [] : [{ number: index + 1, title, text }],
  );
  const urls = sources.flatMap(({ url }, index) => (url === undefined ? [] : [{ number: index + 1, url }]));
  const [, ...pages] = await Promise.all([
    texts.length > 0 &&
      stage(
        'read:given',
        { phase: 'gather', label: 'Take in the given sources', progress: 0.05 },
        (context) => keepGivenTexts(context, texts),
      ),
    ...urls.map((source) =>
      stage(
        `read:${source.number}`,
        { phase: 'gather', label: `Read ${new URL(source.url).host}`, progress: 0.05 },
        (context) => readGivenUrl(context, source),
      ),
    ),
  ]);
  const limits = pages.flatMap(({ failed }, index) =>
    failed === null ? [] : [`${urls[index]?.url} could not be read: ${failed}`],
  );
  const read = texts.length + urls.length - limits.length;
  if (read === 0) limits.push('No source could be read, so no claim could be checked.');
  return { read, limits };
}

async function loadVerdict({ db, jobId }: StageContext, name: TextName): Promise<Verdict | null> {
  const stored = await loadDraft(db, { jobId, name: `verdict:${name}` });
  return stored === null ? null : Verdict.parse(stored);
}

async function loadComparison(context: StageContext): Promise<Comparison> {
  const { db, jobId } = context;
  const round = async (first: 'a' | 'b') =>
    TextComparison.parse(await loadDraft(db, { jobId, name: `comparison:${first}` }));
  const text = async (name: 'a' | 'b'): Promise<JudgedText> => ({
    report: await loadJudged(context, name),
    verdict: await loadVerdict(context, name),
  });
  return {
    ...agree(await round('a'), await round('b')),
    texts: { a: await text('a'), b: await text('b') },
    compared_by: context.modelName('judge'),
  };
}
