import type { Sentence } from '#lib/schema/report.ts';
import { behindWords } from './behind-words.ts';

/** A sentence of a text that is not published yet; offsets into the text's words, which hold no marks. */
export type DraftSentence = {
  kind: Sentence['kind'];
  form: 'sentence' | 'item' | 'row' | 'code' | 'heading' | 'lead-in';
  start: number;
  end: number;
  quotes: number[];
};

/** A text without marks and the sentences in it, in order. */
export type TextDraft = { words: string; sentences: DraftSentence[] };

export const wordsOf = ({ words }: TextDraft, { start, end }: DraftSentence): string =>
  words.slice(start, end);

/** Puts other words in the place of a sentence. */
export function replaceSentence(
  draft: TextDraft,
  index: number,
  { text, quotes, kind }: { text: string; quotes: number[]; kind: Sentence['kind'] },
): TextDraft {
  const sentence = draft.sentences[index];
  if (!sentence) return draft;
  const words = draft.words.slice(0, sentence.start) + text + draft.words.slice(sentence.end);
  const moved = text.length - (sentence.end - sentence.start);
  const sentences = draft.sentences.map((other, at) => {
    if (at === index) return { ...other, kind, quotes, end: other.start + text.length };
    return other.start >= sentence.end
      ? { ...other, start: other.start + moved, end: other.end + moved }
      : other;
  });
  return { words, sentences };
}

/**
 * Takes sentences out with what would stand there without sense: their markers and lines, a heading, lead-in or table
 * head that nothing follows any more.
 */
export function removeSentences(draft: TextDraft, indexes: readonly number[]): TextDraft {
  let next = draft;
  for (const index of [...indexes].sort((left, right) => right - left)) next = removeOne(next, index);
  return renumberLists(tidy(next), listedIn(draft));
}

/** A number that begins a line as that of a step does; within code or a sentence it is none. */
const markersIn = ({ words, sentences }: TextDraft) =>
  [...words.matchAll(/^([ \t]*)(\d{1,3})[.)] /gm)].flatMap(({ 1: indent = '', 2: digits = '', index }) => {
    const isInside = sentences.some(
      ({ form, start, end }) => index < end && (start < index || (form === 'code' && start === index)),
    );
    return isInside ? [] : [{ indent, digits, index, number: Number(digits) }];
  });

/** The steps of lists that count from 1, by indent and number: "12. März" begins a line too, and keeps its day. */
function listedIn(draft: TextDraft): Set<string> {
  const listed = new Set<string>();
  const last = new Map<string, number>();
  for (const { indent, number } of markersIn(draft)) {
    if (number !== 1 && number !== (last.get(indent) ?? 0) + 1) continue;
    last.set(indent, number);
    listed.add(`${indent}${number}`);
  }
  return listed;
}

/** Steps whose predecessors went move up, so that no number is left out. */
function renumberLists(draft: TextDraft, listed: ReadonlySet<string>): TextDraft {
  let next = draft;
  const last = new Map<string, number>();
  let moved = 0;
  for (const { indent, digits, index, number } of markersIn(draft)) {
    if (!listed.has(`${indent}${number}`)) continue;
    const expected = number === 1 ? 1 : (last.get(indent) ?? 0) + 1;
    last.set(indent, Math.min(number, expected));
    if (number <= expected) continue;
    const from = index + indent.length + moved;
    next = put(next, { from, to: from + digits.length, text: String(expected) });
    moved += String(expected).length - digits.length;
  }
  return next;
}

/** Puts a text in the place of a stretch that is no part of a sentence, or that begins one. */
function put(
  { words, sentences }: TextDraft,
  { from, to, text }: { from: number; to: number; text: string },
): TextDraft {
  const moved = text.length - (to - from);
  return {
    words: words.slice(0, from) + text + words.slice(to),
    sentences: sentences.map((sentence) => ({
      ...sentence,
      start: sentence.start >= to ? sentence.start + moved : sentence.start,
      end: sentence.end >= to ? sentence.end + moved : sentence.end,
    })),
  };
}

function removeOne(draft: TextDraft, index: number): TextDraft {
  const sentence = draft.sentences[index];
  if (!sentence) return draft;
  return cut(draft, stretchOf(draft, sentence));
}

/** The stretch that goes with a sentence: its whole line where nothing else stands in it, else one blank beside it. */
function stretchOf({ words, sentences }: TextDraft, sentence: DraftSentence): { from: number; to: number } {
  const lineStart = words.lastIndexOf('\n', sentence.start - 1) + 1;
  const next = words.indexOf('\n', sentence.end);
  const lineEnd = next < 0 ? words.length : next;
  const others = sentences.some(
    (other) => other !== sentence && other.start < lineEnd && other.end > lineStart,
  );
  const before = words.slice(lineStart, sentence.start);
  const after = words.slice(sentence.end, lineEnd);
  if (!others && /^[\s>|*+\-\d.)]*$/.test(before) && /^[\s|*_]*$/.test(after)) {
    const to = next < 0 ? words.length : next + 1;
    return { from: lineStart, to };
  }
  const blanksAfter = /^[ \t]+/.exec(after)?.[0].length ?? 0;
  const blanksBefore = /[ \t]+$/.exec(before)?.[0].length ?? 0;
  if (blanksAfter > 0) return { from: sentence.start, to: sentence.end + blanksAfter };
  return { from: sentence.start - (before.trim() ? blanksBefore : 0), to: sentence.end };
}

function cut({ words, sentences }: TextDraft, { from, to }: { from: number; to: number }): TextDraft {
  return {
    words: words.slice(0, from) + words.slice(to),
    sentences: sentences.flatMap((sentence) => {
      if (sentence.start >= from && sentence.end <= to) return [];
      if (sentence.start < to) return [sentence];
      const moved = to - from;
      return [{ ...sentence, start: sentence.start - moved, end: sentence.end - moved }];
    }),
  };
}

/** Headings, lead-ins and table heads that nothing follows go, and so do lines that would stand empty. */
function tidy(draft: TextDraft): TextDraft {
  let next = draft;
  for (;;) {
    const stretch = findSenseless(next);
    if (!stretch) return trimEnds(next);
    next = cut(next, stretch);
  }
}

function findSenseless({ words, sentences }: TextDraft): { from: number; to: number } | null {
  const prose = withoutCode({ words, sentences });
  const gap = /\n[ \t]*\n([ \t]*\n)+/.exec(prose);
  if (gap) return { from: gap.index + 2, to: gap.index + gap[0].length };
  const head = /^\|.*\|[ \t]*\n\|[ \t:|-]+\|[ \t]*(?:\n(?![ \t]*\|)|(?![\s\S]))/m.exec(prose);
  if (head) return { from: head.index, to: head.index + head[0].length };
  const heading = /^(#{1,6})[ \t][^\n]*(?:\n\s*(?=#{1,6}[ \t])|(?:\n\s*)?(?![\s\S]))/m.exec(prose);
  if (heading) {
    const level = heading[1]?.length ?? 1;
    const following = /^#{1,6}/.exec(words.slice(heading.index + heading[0].length))?.[0].length ?? 0;
    if (following === 0 || following <= level)
      return { from: heading.index, to: heading.index + heading[0].length };
  }
  for (const sentence of sentences) {
    if (sentence.form !== 'lead-in') continue;
    const rest = words.slice(sentence.end);
    const leads = /^[^\S\n]*\n+[ \t]*(?:[-*+>|`~]|\d{1,3}[.)])/.test(rest) || /^[^\S\n]*\S/.test(rest);
    if (!leads) return stretchOf({ words, sentences }, sentence);
  }
  return null;
}

/** The words with signs that say nothing in the place of code: a comment in it is no heading, and its blank lines are its own. */
const withoutCode = ({ words, sentences }: TextDraft): string =>
  sentences
    .filter(({ form }) => form === 'code')
    .reduce(
      (text, { start, end }) => text.slice(0, start) + '`'.repeat(end - start) + text.slice(end),
      words,
    );

function trimEnds(draft: TextDraft): TextDraft {
  const blank = /^\s*/.exec(draft.words)?.[0].length ?? 0;
  const next = blank > 0 ? cut(draft, { from: 0, to: blank }) : draft;
  return { ...next, words: next.words.trimEnd() };
}

/**
 * The text with a mark behind each sentence that rests on quotes, and where each sentence stands then: a row's mark
 * stands before its last bar, that of code on a line of its own after it. What two neighbours of one paragraph share is
 * still marked behind each.
 */
export function renderDraft(
  draft: TextDraft,
  mark: (quotes: readonly number[]) => string,
): { markdown: string; sentences: { start: number; end: number }[] } {
  let markdown = '';
  let from = 0;
  const places: { start: number; end: number }[] = [];
  for (const sentence of draft.sentences) {
    const text = wordsOf(draft, sentence);
    const bar = sentence.form === 'row' ? /\s*\|\s*$/.exec(text)?.index : undefined;
    const end = bar === undefined ? sentence.end : sentence.start + bar;
    markdown += draft.words.slice(from, sentence.start);
    const start = markdown.length;
    markdown += draft.words.slice(sentence.start, end);
    places.push({ start, end: markdown.length });
    // A mark behind the head row of a table would be one cell more than the line below has.
    const isHead = sentence.form === 'heading' && /\|\s*$/.test(text);
    const marks = sentence.quotes.length > 0 && !isHead ? mark(sentence.quotes) : '';
    markdown += sentence.form === 'code' && marks ? `\n\n${marks}` : behindWords(markdown, marks);
    from = end;
  }
  return { markdown: markdown + draft.words.slice(from), sentences: places };
}

/** The one stretch in which two texts differ, to tell a change as an edit; null where they are the same. */
export function stretchBetween(
  before: string,
  after: string,
): { start: number; end: number; text: string } | null {
  if (before === after) return null;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
