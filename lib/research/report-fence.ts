import type { Fence } from './code-in-text.ts';
import { endOfLine, type LookAhead } from './look-ahead.ts';
import { type MarkContext, markOpenings, readMark } from './quote-marks.ts';

const proseInfos = ['', 'markdown', 'md', 'mdx', 'text', 'txt', 'plaintext', 'plain'];

/**
 * Whether a fence that begins a text is put around the whole report: marks stand in it, or it is Markdown and ends with
 * the text. A fence of code that is quoted is none.
 */
export function wrapsReport(
  look: LookAhead,
  { fence, info, start }: { fence: Fence; info: string; start: number },
  context: MarkContext,
): boolean {
  if (!proseInfos.includes(info)) return false;
  let inner: Fence | null = null;
  for (let place = start; look.at(place) !== ''; ) {
    const lineStart = look.at(place) === '\n' ? place + 1 : place;
    const end = endOfLine(look, lineStart);
    const line = look.text.slice(lineStart, end);
    const signs = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (inner) {
      if (signs?.[1]?.startsWith(inner.sign) && signs[2]?.trim() === '') inner = null;
    } else if (signs?.[1] && signs[2]?.trim() !== '') {
      inner = { sign: signs[1].charAt(0), length: signs[1].length };
    } else if (signs?.[1]?.startsWith(fence.sign) && signs[1].length >= fence.length) {
      return isBlankToEnd(look, end) && (info === 'markdown' || info === 'md');
    } else if (hasMark(look, { start: lineStart, end }, context)) {
      return true;
    }
    place = end;
    if (look.at(place) === '') break;
  }
  return info === 'markdown' || info === 'md';
}

function isBlankToEnd(look: LookAhead, start: number): boolean {
  let place = start;
  while (/\s/.test(look.at(place))) place += 1;
  return look.at(place) === '';
}

function hasMark(look: LookAhead, line: { start: number; end: number }, context: MarkContext): boolean {
  for (let place = line.start; place < line.end; place += 1) {
    if (!markOpenings.test(look.at(place))) continue;
    const before = look.text.slice(line.start, place);
    const mark = readMark(look, place, { ...context, before });
    if (mark && mark.numbers.length > 0) return true;
  }
  return false;
}

/** Whether a bare fence line inside a wrapped report ends it, and does not open or close code in it. */
export function closesWrapper(look: LookAhead, start: number, { sign, length }: Fence): boolean {
  let bare = 1;
  let inner = false;
  for (let place = start; look.at(place) === '\n'; ) {
    const end = endOfLine(look, place + 1);
    const [, signs = '', info = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(look.text.slice(place + 1, end)) ?? [];
    if (signs.startsWith(sign) && signs.length >= length) {
      if (info.trim() !== '') inner = true;
      else if (inner) inner = false;
      else bare += 1;
    }
    place = end;
  }
  return bare === 1;
}
