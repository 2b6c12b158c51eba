import { endsSentence } from './half-sentences.ts';
import { splitSentences } from './split-sentences.ts';
import type { Unit } from './split-units.ts';

/** An item of more UTF-16 units is an entry: a line that names something, and sentences about it. */
const longestItem = 320;
const longestName = 200;

/** An entry whose last sentence ends in the code below it: that sentence is quoted with the code, the others without it. */
const leadsToCode = (text: string, unit: Unit, next: Unit | undefined) =>
  next?.form === 'code' &&
  text.slice(unit.start, unit.end).includes('\n') &&
  (!endsSentence(text.slice(unit.start, unit.end)) || text[unit.end - 1] === ':');

/** An entry as its name and its sentences; a short one whole, unless the last of them leads to the code below it. */
export function splitEntry(text: string, entry: Unit, next: Unit | undefined): Unit[] {
  const { start, end } = entry;
  if (end - start <= longestItem && !leadsToCode(text, entry, next)) return [entry];
  const newline = text.indexOf('\n', start);
  const hasName = newline > start && newline < end && newline - start <= longestName;
  const from = hasName ? newline + 1 : start;
  const sentences = labelledLines(text, { start: from, end }).flatMap((range) => splitSentences(text, range));
  if (!hasName && sentences.length < 2) return [{ start, end, form: 'item' }];
  const name: Unit[] = hasName ? [{ start, end: newline, form: 'item' }] : [];
  return [
    ...name,
    ...sentences.map(
      (sentence, at): Unit => ({ ...sentence, form: !hasName && at === 0 ? 'item' : 'sentence' }),
    ),
  ];
}

/** Where a line of an entry is a label with its value ("Default: 5 s"), it ends with its line. */
const labelLine = /^[ \t]*\p{Lu}[\p{L} -]{0,30}: [^\n]{1,120}[^\n.!?:;,]$/u;

function labelledLines(text: string, { start, end }: { start: number; end: number }) {
  const ranges: { start: number; end: number }[] = [];
  let open = start;
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const after = newline < 0 || newline > end ? end : newline;
    const next = text.slice(after + 1, Math.min(after + 200, end)).split('\n', 1)[0] ?? '';
    if (after < end && (labelLine.test(text.slice(from, after)) || labelLine.test(next))) {
      ranges.push({ start: open, end: after });
      open = after + 1;
    }
    from = after + 1;
  }
  return [...ranges, ...(open < end ? [{ start: open, end }] : [])];
}
