const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const opening = `(?:^|[\\s(["'“‘])`;
const closing = `\\.["'”’)]*\\s*$`;
/** A full stop after these ends no sentence, whatever follows: abbreviations; single initials and `U.S.` */
const abbreviation = new RegExp(
  `${opening}(?:e\\.?g|i\\.?e|vs|cf|approx|incl|resp|viz|mr|mrs|ms|dr|prof|figs?|eds|al|ca)${closing}`,
  'i',
);
const initials = new RegExp(`${opening}(?:[A-Z]\\.)*[A-Z]${closing}`);
/** A full stop after these ends none where a number follows: `No. 5`, `p. 12`, `Jan. 3`. */
const beforeNumber =
  /(?:^|[\s(["'“‘])(?:no|nos|nr|p|pp|vol|sec|ch|art|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.\s*$/i;
const inlineCode = /(`+)[^`](?:(?!\1)[\s\S]){0,300}\1/g;

/**
 * The sentences of a paragraph in order, with offsets into the whole text and no white space at either end. A full
 * stop in an abbreviation, a dotted name, a version or inline code ends none; a line break counts as a space.
 */
export function splitSentences(
  text: string,
  paragraph: { start: number; end: number },
): { start: number; end: number }[] {
  const words = text.slice(paragraph.start, paragraph.end);
  const masked = words.replace(inlineCode, (code) => 'X'.repeat(code.length)).replaceAll(/[\r\n]/g, ' ');
  const sentences: { start: number; end: number }[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(masked)) {
    const end = index + segment.length;
    if (end < masked.length && !endsSentence(masked.slice(start, end), masked.slice(end, end + 2))) continue;
    const sentence = trimRange(words, { start, end });
    if (sentence) {
      sentences.push({ start: paragraph.start + sentence.start, end: paragraph.start + sentence.end });
    }
    start = end;
  }
  return sentences;
}

function endsSentence(sentence: string, next: string): boolean {
  if (!/\s$/.test(sentence) || /^[\p{Ll},;:)\]]/u.test(next)) return false;
  const tail = sentence.slice(-40);
  return !abbreviation.test(tail) && !initials.test(tail) && !(beforeNumber.test(tail) && /^\d/.test(next));
}

function trimRange(words: string, { start, end }: { start: number; end: number }) {
  const trimmed = words.slice(start, end);
  const lead = trimmed.length - trimmed.trimStart().length;
  const length = trimmed.trim().length;
  return length === 0 ? undefined : { start: start + lead, end: start + lead + length };
}
