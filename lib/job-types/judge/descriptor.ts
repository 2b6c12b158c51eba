import { withoutCitationMarks } from '#lib/schema/report.ts';
import { clip } from '#lib/text/clip.ts';
import { defineJobType, type GivenTexts, type InputData, noResult } from '../job-type.ts';
import { JudgeInput, JudgeResult } from './schema.ts';

/** A text whose claims are checked, or two that are compared. */
export const judge = defineJobType({
  type: 'judge',
  input: JudgeInput,
  // A text to judge comes with its sources.
  maxBodyBytes: 1024 * 1024,
  ready: 'The judgment is ready',
  noClaims: 'No claim was found in it',
  stations: [
    { id: 'read', word: 'Read', phases: ['decompose', 'gather'] },
    { id: 'match', word: 'Match', phases: ['extract'] },
    { id: 'judge', word: 'Judge', phases: ['synthesize', 'repair', 'judge', 'finish'] },
  ],
  doings: { gather: 'Reading', extract: 'Matching' },
  isJudged: true,
  isJudgment: true,
  question: readJudged,
  givenTexts: readTexts,
  // Two texts that are compared have a score each.
  hasScore: (input) => !('text_a' in input),
  searched: [['text'], ['question']],
  views: () => ['judge', 'sources', 'activity'],
  readResult(result) {
    const { data } = JudgeResult.safeParse(result);
    return data ? { ...noResult, ...data, markdown: data.report?.markdown ?? '' } : null;
  },
});

/** Marks of another job's citations would open nothing here; the judge leaves them out as well. */
function readTexts(input: InputData): GivenTexts | null {
  const { data } = JudgeInput.safeParse(input);
  if (!data) return null;
  if (data.text !== undefined) return { text: withoutCitationMarks(data.text) };
  return { a: withoutCitationMarks(data.text_a ?? ''), b: withoutCitationMarks(data.text_b ?? '') };
}

/** A judged text is called by the question that it should answer, else by its first words. */
function readJudged(input: InputData): string | null {
  const { data } = JudgeInput.safeParse(input);
  if (!data) return null;
  if (data.question) return `${data.text === undefined ? 'Compare' : 'Judge'}: ${data.question}`;
  if (data.text !== undefined) return `Judge: ${firstWords(data.text)}`;
  return `Compare: ${firstWords(data.text_a)} / ${firstWords(data.text_b)}`;
}

const titleLength = 80;

/** The first line that says something, without Markdown's signs before it, cut at a word. */
function firstWords(text = ''): string {
  const line = text.split('\n').find((one) => /[\p{L}\p{N}]/u.test(one)) ?? '';
  const words = line.replace(/^[\s#>*+-]+/, '').trim();
  if (words.length <= titleLength) return words;
  return `${clip(words, titleLength).replace(/\s+\S*$/, '')} …`;
}
