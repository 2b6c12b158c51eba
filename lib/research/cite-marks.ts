/** A mark as it came out: the quotes that it names, and where in the text so far its citations stand. */
export type PlacedMark = { quotes: number[]; start: number; end: number };

/** A mark in a model's text, with the blank before it. */
export const mark = / ?\[\s*q\d{1,6}(?:\s*[,;]\s*q?\d{1,6})*\s*\]/gi;
/** What may still become a mark when more text comes. */
const unfinished = / ?(?:\[(?:\s*(?:q\d{0,6}(?:\s*[,;]\s*q?\d{0,6}){0,20}\s*)?)?)?$/i;

/**
 * Turns a model's quote marks (`[q3]`, `[q3][q7]`) into citations as the text streams in. `citation` answers what a
 * quote's number becomes, or undefined where there is no such quote: then the mark goes. `push` answers the text that
 * is certain by now and holds back only what may be an unfinished mark; `end` answers the rest. Code is left alone.
 */
export function createMarkRewriter(citation: (quote: number) => { key: string; text: string } | undefined) {
  let written = '';
  let held = '';
  let lastRun: { end: number; keys: Set<string> } | undefined;
  const marks: PlacedMark[] = [];

  function rewrite(text: string): string {
    let out = '';
    let from = 0;
    for (const found of text.matchAll(mark)) {
      out += text.slice(from, found.index);
      from = found.index + found[0].length;
      const before = written + out;
      if (insideFence(before)) out += found[0];
      else out += place(found[0], before.length);
    }
    out += text.slice(from);
    written += out;
    return out;
  }

  function place(found: string, start: number): string {
    const keys = lastRun?.end === start ? lastRun.keys : new Set<string>();
    const quotes: number[] = [];
    let text = '';
    for (const number of (found.match(/\d+/g) ?? []).map(Number)) {
      const cited = citation(number);
      if (!cited) continue;
      quotes.push(number);
      if (!keys.has(cited.key)) text += cited.text;
      keys.add(cited.key);
    }
    if (quotes.length === 0) return '';
    const spaced = text && found.startsWith(' ') ? ` ${text}` : text;
    marks.push({ quotes, start, end: start + spaced.length });
    lastRun = { end: start + spaced.length, keys };
    return spaced;
  }

  return {
    marks,
    push(delta: string): string {
      const text = held + delta;
      const keep = unfinished.exec(text)?.index ?? text.length;
      held = text.slice(keep);
      return rewrite(text.slice(0, keep));
    },
    end(): string {
      const rest = held;
      held = '';
      return rewrite(rest);
    },
  };
}

/** Whether what follows a text stands in a code block. */
export function insideFence(text: string): boolean {
  return (text.match(/^\s{0,12}(?:```|~~~)/gm) ?? []).length % 2 === 1;
}
