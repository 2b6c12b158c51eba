import { endsNoSentence } from './abbreviations.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const inlineCode = /(?<!`)(`{1,20})(?!`)(?:(?!\1)[\s\S]){1,301}\1/g;
/** Full stops that need no space behind them. */
const closedStop = /[。！？｡．।॥؟۔።။៕។᠃‼⁇⁈⁉][\p{Pe}\p{Pf}"'”’»」』*_)]*$/u;
/** The number of a section, a table or a step, with the word before it, on a line: `73.2.`, `Table 37.15.`, `Step 2.` */
const bareNumber =
  /(?:^|\s{3})\s*(?:[-*+] )?(?:\p{Lu}\p{L}{2,14} )?(?:\p{Lu}[.-]?)?\d{1,4}(?:[.\-–]\d{1,4}){0,5}\.\s*$/u;
const longestNumber = 50;
/** Dots that stand by themselves hold the place of words, as in "ALTER TABLE ... ADD COLUMN". */
const placeholder = /\s(?:\.{3}|…)\s*$/;
const closers = /^(?:\s*[»”’」』）)\]]+|["'](?=\s|$)|[*_]{1,3}(?=\s|$))+/u;
/** What opens the next sentence although no space stands before it. */
const openers = /(?<=[。！？।؟])[\p{Ps}\p{Pi}]+$/u;
/** Scripts without full stops: a space between their words ends a clause at the least. */
const stopless = /[\p{Script=Thai}\p{Script=Lao}]/u;
const shortestStopless = 30;
export const longestSentence = 5000;

type Range = { start: number; end: number };

/**
 * The sentences of a paragraph in any script in order, with offsets into the whole text, no white space at either end
 * and none longer than 5,000 characters. A full stop in an abbreviation, a date, a dotted name, a version, an address or
 * inline code ends none, nor does that of a number that stands before what it numbers, nor dots that hold the place of words;
 * a line break counts as a space.
 */
export function splitSentences(text: string, paragraph: Range): Range[] {
  const words = text.slice(paragraph.start, paragraph.end);
  const masked = words.replace(inlineCode, (code) => 'X'.repeat(code.length)).replaceAll(/[\r\n]/g, ' ');
  const sentences: Range[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(masked)) {
    let end = index + segment.length;
    if (end < start) continue;
    if (end < masked.length) {
      end -= openers.exec(segment)?.[0].length ?? 0;
      end += closers.exec(masked.slice(end, end + 8))?.[0].length ?? 0;
      if (!endsSentence(masked, { start, end })) continue;
    }
    for (const part of cutLong(masked, { start, end })) {
      const sentence = trimRange(words, part);
      if (sentence) {
        sentences.push({ start: paragraph.start + sentence.start, end: paragraph.start + sentence.end });
      }
    }
    start = end;
  }
  return sentences;
}

function endsSentence(masked: string, { start, end }: Range): boolean {
  const tail = masked.slice(Math.max(start, end - 60), end);
  const next = masked.slice(end).trimStart().slice(0, 30);
  // 「はい。」と答えた。
  if (/[」』]$/.test(tail) && /^\p{Script=Hiragana}/u.test(next)) return false;
  if (closedStop.test(tail.trimEnd())) return true;
  if (!/\s/.test(masked[end] ?? '') && !/\s$/.test(tail)) return false;
  if (end - start <= longestNumber && bareNumber.test(masked.slice(start, end))) return false;
  return !/^[\p{Ll},;:)\]]/u.test(next) && !placeholder.test(tail) && !endsNoSentence(tail, next);
}

/** Text without full stops is cut at its spaces, text without end where it can be. */
function cutLong(masked: string, sentence: Range): Range[] {
  const parts: Range[] = [];
  let { start } = sentence;
  const spaces = stopless.test(masked.slice(start, sentence.end))
    ? [
        ...masked
          .slice(start, sentence.end)
          .matchAll(/(?<=[\p{Script=Thai}\p{Script=Lao}\p{M}]) +(?=[\p{Script=Thai}\p{Script=Lao}])/gu),
      ]
    : [];
  for (const { index } of spaces) {
    const place = sentence.start + index;
    if (place - start < shortestStopless || sentence.end - place < shortestStopless / 2) continue;
    parts.push({ start, end: place });
    start = place;
  }
  while (sentence.end - start > longestSentence) {
    const window = masked.slice(start, start + longestSentence);
    const cut = Math.max(...[' ', '，', '、', '；', ';', ','].map((sign) => window.lastIndexOf(sign) + 1));
    const whole = /[\uD800-\uDBFF]$/.test(window) ? longestSentence - 1 : longestSentence;
    const end = start + (cut > longestSentence / 2 ? cut : whole);
    parts.push({ start, end });
    start = end;
  }
  return [...parts, { start, end: sentence.end }];
}

function trimRange(words: string, { start, end }: Range): Range | undefined {
  const trimmed = words.slice(start, end);
  const lead = trimmed.length - trimmed.trimStart().length;
  const length = trimmed.trim().length;
  return length === 0 ? undefined : { start: start + lead, end: start + lead + length };
}
