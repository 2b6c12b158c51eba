import { withoutCitationMarks } from '#lib/schema/report.ts';

/**
 * What a reader of a report sees first: its first paragraph, without headings. A list is one paragraph, and so are
 * words that end in a colon with the list, code or table that they lead to; of a block quote, only its own first one.
 */
export function firstParagraph(markdown: string): string {
  const [first = '', ...others] = blocksOf(markdown).filter((block) => !isHeading(block));
  const paragraph = [first];
  for (const block of others) {
    const last = paragraph.at(-1) ?? '';
    const goesOn = leadsOn(last) ? isList(block) || isFigure(block) : isList(last) && isList(block);
    if (!goesOn) break;
    paragraph.push(block);
  }
  return paragraph.join('\n');
}

/** A report without the headings that are its own: they repeat what was asked. Those below say where passages stand. */
export const withoutOwnHeadings = (markdown: string): string =>
  blocksOf(markdown)
    .filter((block) => !/^#{1,2} /.test(block))
    .join('\n\n');

const isHeading = (line: string) => /^#{1,6} /.test(line);
const isList = (block: string) => /^\s*(?:[-*+]|\d{1,3}[.)]) /.test(block);
const isFigure = (block: string) => /^\s*(?:`{3}|~{3}|\|)/.test(block);
const leadsOn = (block: string) => /[:：]$/.test(withoutCitationMarks(block).trimEnd());

/** What stands between empty lines, also within block quotes; a heading is one by itself, and so is a fence to its end. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const end = () => {
    if (lines.length > 0) blocks.push(lines.join('\n'));
    lines = [];
  };
  for (const line of markdown.split('\n').map((line) => line.replace(/^(?:> ?)+/, ''))) {
    const [, marks] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    const isInside = fence !== undefined;
    if (!isInside && (!line.trim() || isHeading(line))) end();
    if (isInside || line.trim()) lines.push(line);
    if (!isInside && isHeading(line)) end();
    if (!isInside) fence = marks;
    else if (fence && marks?.startsWith(fence)) fence = undefined;
  }
  end();
  return blocks;
}

/**
 * A text without what Markdown adds to its words (citation marks, link targets, markers, escapes, white space) and
 * without what typography varies: kinds of quotation marks and dashes, apostrophes. Between two figures a gap stays.
 */
export function comparable(markdown: string): string {
  return withoutCitationMarks(markdown)
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/^[\s>]*(?:[-*+]|\d{1,3}\\?[.)])\s+/gm, '')
    .normalize('NFKC')
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/(?<=\d[.,]?)[\s|]+(?=\d)/g, '\u241f')
    .replace(/[\s\\*_`'‘’‚‛′´|>#[\]]+/g, '')
    .toLowerCase();
}

/**
 * Whether words stand in others, both made `comparable`: where they begin or end with a figure, it is a whole one, so
 * that 5 does not stand in 50, in 15 or in 0.5.
 */
export function isQuoted(words: string, others: string): boolean {
  for (let at = others.indexOf(words); words && at !== -1; at = others.indexOf(words, at + 1)) {
    const isTail = /^\d/.test(words) && /\d[.,]?$/.test(others.slice(Math.max(0, at - 2), at));
    const end = at + words.length;
    const isHead = /\d$/.test(words) && /^[.,]?\d/.test(others.slice(end, end + 2));
    if (!isTail && !isHead) return true;
  }
  return false;
}
