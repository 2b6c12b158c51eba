import { afterWord, isBlank, type LookAhead, skipBlanks } from './look-ahead.ts';
import { andWords, notMarksAfter, quoteLabels, toWords } from './mark-words.ts';
import { digitsAt, superscriptAt } from './script-digits.ts';

/** A mark, or a run of them: the numbers of quotes that it names, those that there are none of as they were written. */
export type QuoteMark = { end: number; numbers: number[]; unknown: string[]; url?: string };

/** What stands around a mark that decides whether a bare number is one. */
export type MarkContext = {
  quoteNumbers: ReadonlySet<number>;
  /** What was written before it, at least the last line. */
  before: string;
  /** Whether marks with a `q` came before: then a number in brackets right behind a word is an index. */
  hasNamed: boolean;
  /** How many brackets or signs of emphasis are open around it. */
  depth?: number;
};

const deepest = 4;

/** How sure a form is: it names a quote, it is a form of citing, or it is a number in brackets. */
type Strength = 'named' | 'worded' | 'bare';
type Names = { end: number; ranges: { from: number; to: number; words: string }[]; strength: Strength };

const closers: Record<string, string> = {
  '[': ']',
  '［': '］',
  '【': '】',
  '〔': '〕',
  '⟦': '⟧',
  '(': ')',
  '（': '）',
  '{': '}',
  '⟨': '⟩',
  '〈': '〉',
  '《': '》',
};
const square = '[［【〔⟦';
/** Every character that a mark may begin with. */
export const markOpenings = /[[［【〔⟦(（{⟨〈《<\\`*_¹²³⁰⁴-⁹]/;
const separators = ',;/&+，、；،؛|';
const dashes = '-–—‐‑−~〜～…';

/**
 * Reads a run of marks that begins at `start`: `[q3]`, `[3]`, `【3†source】`, `(q1, q2)`, `[^3]`, `[q1-q3]`,
 * `[q3](https://…)`, `³`, `<sup>3</sup>`, `[Quote 3]` and their like in any script, also inside emphasis. Null where
 * there is none: an array's index, a year, `(3)`, a link that says something else.
 */
export function readMark(look: LookAhead, start: number, around: MarkContext): QuoteMark | null {
  const context = { ...around, depth: (around.depth ?? 0) + 1 };
  const first = readUnit(look, start, context);
  if (!first) return null;
  const run: QuoteMark = { ...first, numbers: [...first.numbers], unknown: [...first.unknown] };
  for (;;) {
    const next = readUnit(look, skipSeparator(look, run.end), { ...context, before: `${context.before}]` });
    if (!next) return run;
    run.end = next.end;
    run.numbers = [...new Set([...run.numbers, ...next.numbers])];
    run.unknown.push(...next.unknown);
    if (next.url) run.url = next.url;
  }
}

/**
 * Reads `Sources: [q1], [q2]` and the like to the end of a line, with a label before the marks that is part of them.
 * Null where no label or no mark stands, or where the line goes on.
 */
export function readLabelledMarks(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  let place = start;
  while (look.at(place) === '*' || look.at(place) === '_') place += 1;
  const label = afterWord(look, place, quoteLabels);
  if (label < 0) return null;
  place = label;
  let colons = 0;
  for (let next = look.at(place); next !== '' && '*_:：'.includes(next); next = look.at(place)) {
    if (next === ':' || next === '：') colons += 1;
    place += 1;
  }
  if (colons !== 1) return null;
  place = skipBlanks(look, place);
  const names = readNames(look, place);
  const mark =
    names?.strength === 'named'
      ? accept(look, { end: names.end, names }, context, '[')
      : readMark(look, place, { ...context, before: '. ' });
  if (!mark) return null;
  let end = mark.end;
  while (look.at(end) !== '' && '.。*_'.includes(look.at(end))) end += 1;
  end = skipBlanks(look, end);
  return look.at(end) === '' || look.at(end) === '\n' ? { ...mark, end } : null;
}

/** Reads `q3` without brackets, where it can be nothing but a mark: behind a sentence, or before its full stop. */
export function readBareMark(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  if (look.at(start) !== 'q') return null;
  const names = readNames(look, start);
  if (names?.strength !== 'named' || /[\p{L}\p{N}_]/u.test(look.at(names.end))) return null;
  const words = lastWords(context.before).trimEnd();
  const mark = accept(look, { end: names.end, names }, context, '[');
  return mark && mark.unknown.length === 0 && isCitationPlace(look, { words, end: mark.end }) ? mark : null;
}

/** Reads marks behind a dash, as below a quotation: `— [q3]`. */
export function readDashedMark(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  if (look.at(start) !== '—' && look.at(start) !== '–') return null;
  return readMark(look, skipBlanks(look, start + 1), { ...context, before: '. ' });
}

function skipSeparator(look: LookAhead, start: number): number {
  let place = skipBlanks(look, start);
  if (look.at(place) !== '' && separators.includes(look.at(place))) place = skipBlanks(look, place + 1);
  const afterAnd = afterWord(look, place, andWords);
  if (afterAnd < 0 || /\p{Lu}/u.test(look.text.slice(place, afterAnd))) return place;
  return skipBlanks(look, afterAnd);
}

function readUnit(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  const opening = look.at(start);
  if (opening === '' || (context.depth ?? 0) > deepest) return null;
  if (opening === '\\') {
    return square.includes(look.at(start + 1)) && look.at(start + 1) !== ''
      ? readBrackets(look, start, context)
      : null;
  }
  if (opening === '*' || opening === '_' || opening === '`') return readWrapped(look, start, context);
  if (opening === '<') return readTag(look, start, context);
  if (opening in closers) return readBrackets(look, start, context);
  return readSuperscript(look, start, context);
}

/** `[…]` and its like, `([q1], [q2])`, and the address behind it that makes it a link. */
function readBrackets(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  const escaped = look.at(start) === '\\' ? 1 : 0;
  const opening = look.at(start + escaped);
  const closer = closers[opening] ?? ']';
  const inner = start + escaped + 1;
  const isSquare = square.includes(opening);
  const nested = readNested(look, skipBlanks(look, inner), { context, closer });
  if (nested) return withAddress(look, { ...nested, end: afterCloser(look, nested.end, closer) });
  const names = readNames(look, skipBlanks(look, inner));
  if (!names) return null;
  if (!isSquare && names.strength === 'bare') return null;
  const tail = endOfTail(look, names.end, { closer, isFree: isSquare && names.strength !== 'bare' });
  const end = afterCloser(look, tail, closer);
  if (end < 0) return null;
  const isSure = opening === '【' && look.at(skipBlanks(look, names.end)) === '†';
  return accept(look, { end, names: isSure ? { ...names, strength: 'worded' } : names }, context, opening);
}

/** Marks inside brackets of another mark: `([q1], [q2])`, `[[q3]]`, `(see [q3])`. */
function readNested(
  look: LookAhead,
  start: number,
  { context, closer }: { context: MarkContext; closer: string },
): QuoteMark | null {
  const inner = afterLabel(look, start);
  const opening = look.at(inner);
  if (opening === '' || !`${square}\\<\``.includes(opening)) return null;
  const marks = readMark(look, inner, { ...context, before: '. ' });
  return marks && afterCloser(look, marks.end, closer) > 0 ? marks : null;
}

function afterLabel(look: LookAhead, start: number): number {
  const end = afterWord(look, start, ['see', 'cf.', 'cf', 'siehe', 'vgl.', 'voir', 'véase', ...quoteLabels]);
  if (end < 0) return start;
  const place = skipBlanks(look, end);
  return skipBlanks(look, /[:：]/.test(look.at(place)) ? place + 1 : place);
}

/** After the closing bracket; -1 where another character stands. */
function afterCloser(look: LookAhead, start: number, closer: string): number {
  let place = skipBlanks(look, start);
  if (look.at(place) === '\\') place += 1;
  return look.at(place) === closer ? place + 1 : -1;
}

/** What some write behind the number inside the brackets: `†source`, `, p. 5`, `: title of the page`. */
function endOfTail(
  look: LookAhead,
  start: number,
  { closer, isFree }: { closer: string; isFree: boolean },
): number {
  let place = skipBlanks(look, start);
  const first = look.at(place);
  if (first !== '†' && first !== '‡' && !(isFree && first !== '' && ',:;|–—'.includes(first))) return start;
  const limit = place + 100;
  for (let next = look.at(place); next !== closer; next = look.at(place)) {
    if (next === '' || next === '\n' || next === '[' || place > limit) return start;
    place += 1;
  }
  return place;
}

/** `[q3](https://…)`: the address goes with the mark. */
function withAddress(look: LookAhead, mark: QuoteMark): QuoteMark {
  if (look.at(mark.end) !== '(') return mark;
  const place = mark.end + 1;
  if (
    afterWord(look, place, ['http://', 'https://', 'mcp://', 'file://', 'www.', '#', '/', './', '<', 'q']) < 0
  ) {
    return mark;
  }
  for (let at = place; at < place + 2000; at += 1) {
    const next = look.at(at);
    if (next === ')') return { ...mark, end: at + 1, url: look.text.slice(place, at) };
    if (next === '' || next === '\n') return mark;
  }
  return mark;
}

/** `**[q3]**`, `_[q3]_`, `` `[q3]` ``: emphasis or code around a mark alone. */
function readWrapped(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  const sign = look.at(start);
  let count = 1;
  while (count < 3 && look.at(start + count) === sign) count += 1;
  const isCode = sign === '`';
  const inner = start + count;
  const named = isCode ? readNames(look, inner) : null;
  const mark =
    named?.strength === 'named'
      ? accept(look, { end: named.end, names: named }, context, '`')
      : readMark(look, inner, context);
  if (!mark || (isCode && !/[qQｑ]/.test(look.text.slice(inner, mark.end)))) return null;
  for (let at = 0; at < count; at += 1) if (look.at(mark.end + at) !== sign) return null;
  return { ...mark, end: mark.end + count };
}

const tags = ['sup', 'cite', 'ref', 'quote', 'source', 'sub'];

/** `<sup>3</sup>`, `<cite>q3</cite>`, `<sup>[3]</sup>`. */
function readTag(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  const end = afterWord(look, start + 1, tags);
  if (end < 0 || look.at(end) !== '>') return null;
  const inner = skipBlanks(look, end + 1);
  const names = readNames(look, inner);
  const mark = names
    ? accept(look, { end: names.end, names }, context, '<')
    : readMark(look, inner, { ...context, before: '. ' });
  if (!mark) return null;
  const closing = `</${look.text.slice(start + 1, end).toLowerCase()}>`;
  const after = afterWord(look, skipBlanks(look, mark.end), [closing]);
  return after < 0 ? null : { ...mark, end: after };
}

function readSuperscript(look: LookAhead, start: number, context: MarkContext): QuoteMark | null {
  const ranges: Names['ranges'] = [];
  let end = start;
  for (let place = start; ; ) {
    const digits = superscriptAt(look, place);
    if (!digits) break;
    ranges.push({ from: digits.value, to: digits.value, words: look.text.slice(place, digits.end) });
    end = digits.end;
    place = /[,،˒ʼ⸴]/u.test(look.at(end)) ? end + 1 : end;
    if (place === end) break;
  }
  if (ranges.length === 0) return null;
  return accept(look, { end, names: { end, ranges, strength: 'bare' } }, context, '³');
}

/** Numbers with or without a label, joined by commas, words or dashes: `q1`, `q1-q3`, `quotes 3 and 4`, `^3`. */
function readNames(look: LookAhead, start: number): Names | null {
  const ranges: Names['ranges'] = [];
  let strength: Strength = 'bare';
  let end = start;
  for (let place = start; ranges.length < 60; ) {
    const name = readName(look, place);
    if (!name) break;
    const to = readRangeEnd(look, name.end);
    if (name.strength === 'named' || (name.strength === 'worded' && strength === 'bare')) {
      strength = name.strength;
    }
    end = to?.end ?? name.end;
    ranges.push({ from: name.value, to: to?.value ?? name.value, words: look.text.slice(place, end) });
    place = skipSeparator(look, end);
    if (place === end) break;
  }
  return ranges.length === 0 ? null : { end, ranges, strength };
}

function readRangeEnd(look: LookAhead, start: number) {
  const place = skipBlanks(look, start);
  const sign = look.at(place);
  let after = sign !== '' && dashes.includes(sign) ? place + 1 : afterWord(look, place, toWords);
  if (after < 0 && sign === '.' && look.at(place + 1) === '.') after = place + 2;
  return after < 0 ? null : readName(look, skipBlanks(look, after));
}

function readName(look: LookAhead, start: number) {
  let place = start;
  let strength: Strength = 'bare';
  while (look.at(place) !== '' && '^#@†'.includes(look.at(place))) {
    if (look.at(place) === '^' || look.at(place) === '†') strength = 'worded';
    place += 1;
  }
  const worded = afterWord(look, place, quoteLabels);
  if (worded > place) {
    strength = 'worded';
    place = skipSigns(look, worded);
  }
  if (/[qQｑＱ]/u.test(look.at(place))) {
    strength = 'named';
    place = skipSigns(look, place + 1);
  }
  const digits = digitsAt(look, place);
  if (!digits || digits.end - place > 6) return null;
  return { value: digits.value, end: digits.end, strength };
}

/** What stands between a label and its number: `q 3`, `q-3`, `Quote #3`, `source: 3`, `No. 3`. */
function skipSigns(look: LookAhead, start: number): number {
  let place = start;
  for (let count = 0; count < 3; count += 1) {
    const next = look.at(place);
    if (next === '' || !(isBlank(next) || '.:：#-_№'.includes(next))) break;
    place += 1;
  }
  return place;
}

/** A mark where what it names exists, or where its form or place says that it is one. */
function accept(
  look: LookAhead,
  { end, names }: { end: number; names: Names },
  context: MarkContext,
  opening: string,
): QuoteMark | null {
  const { quoteNumbers } = context;
  const numbers: number[] = [];
  const unknown: string[] = [];
  for (const { from, to, words } of names.ranges) {
    const known = [...quoteNumbers].filter((one) => one >= Math.min(from, to) && one <= Math.max(from, to));
    if (known.length > 0) numbers.push(...known.sort((left, right) => left - right));
    else unknown.push(words.trim());
  }
  const found = { end, numbers: [...new Set(numbers)], unknown };
  const isQuarter = /^[QＱ][1-4]$/u.test(names.ranges[0]?.words ?? '') && names.ranges.length === 1;
  if (names.strength === 'named') {
    if (isQuarter && notMarksAfter.quarter.test(lastWords(context.before))) return null;
    return withAddress(look, found);
  }
  const isBracketed = square.includes(opening);
  if (names.strength === 'worded' && (isBracketed || numbers.length > 0)) return withAddress(look, found);
  if (names.strength === 'worded' || !isBareMark(look, { end, found, opening }, context)) return null;
  return withAddress(look, found);
}

const lastWords = (before: string) => before.slice(-80);

/** Whether a bare number in brackets or raised is a mark: by what it is attached to, and by whether there is such a quote. */
function isBareMark(
  look: LookAhead,
  { end, found, opening }: { end: number; found: QuoteMark; opening: string },
  { before, hasNamed }: MarkContext,
): boolean {
  const words = lastWords(before).trimEnd();
  const isSpaced = words === '' || /\s$/.test(before);
  if (notMarksAfter.interval.test(words)) return false;
  const after = look.at(end);
  const attachedTo = isSpaced ? '' : (/[\p{L}\p{M}\p{N}_$.]*$/u.exec(words)?.[0] ?? '');
  const isRaised = opening === '³' || opening === '<';
  if (found.numbers.length === 0) {
    return attachedTo === '' && !isRaised && isSmall(found.unknown) && isCitationPlace(look, { words, end });
  }
  if (isRaised) return !isExponent(attachedTo, words, isSpaced);
  if (opening === '【' && /(?:^|\n)\s*$/.test(before) && /\p{L}/u.test(after)) return false;
  if (isSpaced || attachedTo === '' || /\.$/.test(attachedTo)) return !isIndexed(look, end, isSpaced);
  if (hasNamed || /_|\p{Ll}\p{Lu}|\p{L}\.\p{L}/u.test(attachedTo)) return false;
  if (/(?:^|[\s(])[\p{Script=Latin}\p{Script=Greek}]$/u.test(words)) return false;
  return !isIndexed(look, end, false);
}

/** `list[3].name`, `list[3] = 1`, `list[3](…)`: what follows says that it is code. */
function isIndexed(look: LookAhead, end: number, isSpaced: boolean): boolean {
  const after = look.at(end);
  if (after === '.') return !isSpaced && /[\p{Ll}_]/u.test(look.at(end + 1));
  if (after === '=' || /[\p{Script=Latin}\p{N}_]/u.test(after)) return true;
  if (isSpaced || !isBlank(after)) return false;
  return look.at(end + 1) === '=' || (look.at(end + 1) === '+' && look.at(end + 2) === '=');
}

/** `m²`, `10⁶`, `x²`: a unit, a power; not behind a year or a version. */
function isExponent(attachedTo: string, words: string, isSpaced: boolean): boolean {
  if (isSpaced) return false;
  if (/\p{N}$/u.test(words)) return !/(?<![\p{N}.,])(?:1[5-9]|20)\d\d$|\d\.\d+\.\d+$/u.test(words);
  return /^(?:\p{Script=Latin}|\p{Script=Greek}|[kcdmnµμ]m|ft|yd|in|mi)$/u.test(attachedTo);
}

const isSmall = (unknown: readonly string[]) => unknown.every((words) => /^\D*[1-9]\d{0,2}\D*$/.test(words));

/** After or before the full stop of a sentence, or at the end of a line: where marks stand. */
function isCitationPlace(look: LookAhead, { words, end }: { words: string; end: number }): boolean {
  if (/[.!?。！？।؟…][\p{Pe}\p{Pf}"'*]*$/u.test(words)) return true;
  const after = look.at(skipBlanks(look, end));
  return words !== '' && (after === '' || /[.。!?！？।؟\n]/.test(after));
}
