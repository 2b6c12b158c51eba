/** Words of scripts that nothing parts, and what stands between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}々ー]/u;
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

/** The words of a question without the signs around them; where nothing parts them, a dictionary does. */
export const bareWords = (question: string): string[] =>
  question
    .split(/\s+/)
    .flatMap((word) =>
      unspaced.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word],
    )
    .map((word) => word.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, ''));
