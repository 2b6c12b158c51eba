import { withoutMarks } from './without-marks.ts';

/**
 * Whether a claim is a copy: its words stand in a text as they are, from the beginning of a sentence to its end. The fence
 * of code is none of its words.
 */
export function standsWordForWord(claim: string, text: string): boolean {
  const told = plain(claim);
  const whole = plain(text);
  const at = told === '' ? -1 : whole.indexOf(told);
  if (at < 0) return false;
  const [before, after] = [whole.slice(0, at), whole.slice(at + told.length)];
  return /(?:^|[.!?:。！？|]\s*)$/.test(before) && /^(?:$|\s*[.!?。！？:|])/.test(after);
}

/** Whether a claim is a copy of one quote, or of several in their order: of what an entry is called and a sentence in it. */
export const copiesQuotes = (claim: string, texts: readonly string[]): boolean =>
  texts.some((text) => standsWordForWord(claim, text)) ||
  (texts.length > 1 && standsWordForWord(claim, texts.join('\n')));

const plain = (text: string) =>
  withoutMarks(text)
    .replace(/^[ \t]*(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/\\+(?=[!-/:-@[-`{-~])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:。]$/, '');
