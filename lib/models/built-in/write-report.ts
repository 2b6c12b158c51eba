import type { ReportWords } from '#lib/research/words/report-words.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { escapeMarkdown } from '#lib/text/escape-markdown.ts';
import { headingPath } from '#lib/text/heading-path.ts';
import { type LeftOut, leftOut } from '#lib/text/left-out.ts';
import { isTableHead } from '#lib/text/quotable-units.ts';
import { follows, isLeadIn } from '#lib/text/quoted-structure.ts';
import { showCode } from '#lib/text/split-code.ts';
import { versionOf } from '#lib/text/versions.ts';
import type { Choice } from './choose-stretches.ts';
import type { Part } from './read-parts.ts';
import { isOfEntry, isOneLine, type Stretch } from './stretches.ts';

/**
 * Writes what was chosen as Markdown: the answer to each part first, then the passages by page as block quotes under
 * their headings, as a changelog's lines always do, for its version; every quote ends with its mark, such as `[q3]`. What
 * is told beside quotes stands in the language of `words`.
 */
export function writeReport(
  { findings, answers, passages, missing }: Choice,
  { parts, words, texts }: { parts: readonly Part[]; words: ReportWords; texts: readonly string[] },
): string {
  const lacking = (what: readonly string[]) => (what.length > 0 ? words.lacking([...new Set(what)]) : '');
  if (findings.every((finding) => finding === 'nothing'))
    return [words.nothingFound, lacking(missing.flat())].filter(Boolean).join(' ');
  const told = new Set<Stretch>();
  const blocks = parts.map(({ heading }, at) => {
    const answer = answers[at] ?? [];
    const [best] = answer;
    const lacks = lacking(missing[at] ?? []);
    const text: string[] = [];
    if (!best) text.push([words.nothingFoundAbout(heading), lacks].filter(Boolean).join(' '));
    else if (findings[at] === 'closest') text.push([lacks, words.closest].filter(Boolean).join(' '));
    const begun = best?.quotes.slice(0, best.quotes.length - best.core.length + 1) ?? [];
    if (best && told.has(best)) text.push(writeQuotes(begun, leftOut(begun, texts)));
    else if (answer.some(({ core: [one] }) => versionOf(one?.heading.slice(-2) ?? [])))
      text.push(...byPlace(answer, texts));
    else if (best) text.push(writeAnswer(answer, texts, findings[at] === 'closest'));
    for (const stretch of answer) told.add(stretch);
    return [...(parts.length > 1 ? [`## ${escapeMarkdown(heading)}`] : []), ...text].join('\n\n');
  });
  return `${[...blocks, ...byPlace(passages, texts)].join('\n\n')}\n`;
}

/**
 * What answers, word for word: lines from different places as items of a list, as whatever only comes closest is, those
 * that follow each other as one, and then the code.
 */
function writeAnswer(stretches: readonly Stretch[], texts: readonly string[], isClosest: boolean): string {
  const lines: Quote[][] = [];
  const parts = stretches.filter((one) => !isOneLine(one));
  // What leads in to code is told with it alone.
  const told = parts.flatMap(({ quotes }) => quotes);
  for (const stretch of stretches) {
    if (!isOneLine(stretch) || stretch.core.some((quote) => told.includes(quote))) continue;
    const quotes = stretch.quotes.filter((quote) => !lines.flat().includes(quote));
    const isOfLine = (line: Quote[]) => stretch.quotes.some((quote) => line.includes(quote));
    const before = lines.find((line) => isOfLine(line) || follows(line.at(-1) as Quote, quotes[0] as Quote));
    const after = lines.find((line) => follows(quotes.at(-1) as Quote, line[0] as Quote));
    if (before) before.push(...quotes);
    else if (after) after.unshift(...quotes);
    else lines.push([...quotes]);
  }
  const written = lines.map((quotes) => writeQuotes(quotes.sort(byStart), leftOut(quotes, texts)));
  const blocks = parts.map(({ quotes }) => writeQuotes(quotes, leftOut(quotes, texts)));
  if (written.length < (isClosest ? 1 : 2)) return [...written, ...blocks].join('\n\n');
  const asItem = (text: string) => `- ${text.replace(/^[-*+]\s+/, '').replace(/\n+/g, '\n  ')}`;
  return [written.map(asItem).join('\n'), ...blocks].join('\n\n');
}

/** Passages in the order of their worth, those of one page and heading together under its path. */
function byPlace(passages: readonly Stretch[], texts: readonly string[]): string[] {
  const places = new Map<string, { path: string; quotes: Quote[] }>();
  const pages = [...new Set(passages.map(({ quotes }) => quotes[0]?.url))];
  const ordered = [...passages].sort(
    (one, other) => pages.indexOf(one.quotes[0]?.url) - pages.indexOf(other.quotes[0]?.url),
  );
  for (const { quotes } of ordered) {
    const first = quotes[0] as Quote;
    const key = [first.url, ...first.heading].join('\n');
    const place = places.get(key) ?? { path: pathOf(first), quotes: [] };
    place.quotes.push(
      ...quotes.filter(({ number }) => !place.quotes.some((other) => other.number === number)),
    );
    places.set(key, place);
  }
  const cores = new Set(passages.flatMap(({ core }) => core));
  return [...places.values()].map(({ path, quotes }) => {
    quotes.sort(byStart);
    const leadsNowhere = (quote: Quote, next: Quote | undefined) =>
      isLeadIn(quote) && !cores.has(quote) && (!next || next.form === 'sentence');
    const shown = quotes.filter((quote, at) => !leadsNowhere(quote, quotes[at + 1]));
    return `### ${path}\n\n${quoteBlocks(shown, texts)}`;
  });
}

const byStart = (one: Quote, other: Quote) => one.start - other.start;

/** The page and the headings above a quote, as words: "Page › Section". */
function pathOf({ title, heading }: Quote): string {
  const path = headingPath(title, heading);
  return escapeMarkdown(path.slice(0, 1).concat(path.slice(1).slice(-2)).join(' › '));
}

/** Prose and lists as a block quote, code and tables as what they are. */
function quoteBlocks(quotes: readonly Quote[], texts: readonly string[]): string {
  const groups: Quote[][] = [];
  for (const quote of quotes) {
    const last = groups.at(-1);
    if (last && isBlock(last[0] as Quote) === isBlock(quote)) last.push(quote);
    else groups.push([quote]);
  }
  const signs = leftOut(quotes, texts);
  return groups
    .map((group) => {
      const text = writeQuotes(group, signs, quotes);
      return isBlock(group[0] as Quote) ? text : text.replace(/^/gm, '> ').replace(/^> $/gm, '>');
    })
    .join('\n\n');
}

const isBlock = ({ form }: Quote) => form === 'code' || form === 'table';

/**
 * Quotes in their order; what follows each other in the page stands in one paragraph, rows in one table, and a sign where
 * a list is cut. `all` is what they are shown with.
 */
function writeQuotes(quotes: readonly Quote[], { before, after }: LeftOut, all = quotes): string {
  let text = '';
  for (const [at, quote] of quotes.entries()) {
    const previous = quotes[at - 1];
    if (previous) text += separator(previous, quote);
    const told = writeQuote(quote, all[all.indexOf(quote) + 1]);
    const sign = before.get(quote);
    if (sign) text += quote.form === 'sentence' ? `${sign} ` : `${sign}\n`;
    text += [told, after.get(quote)].filter(Boolean).join(isBlock(quote) ? '\n\n' : '\n');
  }
  return text;
}

/** A line break that shows, inside of an item. */
const newLine = '  \n  ';

function separator(previous: Quote, quote: Quote): string {
  if (previous.form === 'table' && quote.form === 'table') return '\n';
  if (quote.form === 'item' && previous.form === 'item') return '\n';
  if (quote.form === 'item' && previous.form === 'sentence' && /^[-*+]/.test(quote.text)) return '\n';
  if (quote.form === 'sentence' && previous.form === 'item') {
    const gap = quote.start - previous.end;
    if (gap >= 0 && gap <= 1) return ' ';
    return (gap >= 3 && gap <= 14) || isOfEntry(quote, previous) ? newLine : '\n\n';
  }
  if (isOfEntry(quote, previous) && !follows(previous, quote)) return newLine;
  return quote.form === 'sentence' && previous.form === 'sentence' && follows(previous, quote) ? ' ' : '\n\n';
}

function writeQuote(quote: Quote, next: Quote | undefined): string {
  const mark = `[q${quote.number}]`;
  if (quote.form === 'code') return `${showCode(quote.text)}\n\n${mark}`;
  if (quote.form === 'table') return writeTable(quote, next);
  const leadsOn =
    next !== undefined &&
    quote.url === next.url &&
    (isLeadIn(quote) || next.form === 'item' || (next.form === 'code' && follows(quote, next)));
  if (quote.form === 'item') return writeItem(quote.text) + mark;
  if (leadsOn) return escapeMarkdown(quote.text) + mark;
  return endSentence(escapeMarkdown(quote.text.replace(/\s*[:：]$/, ''))) + mark;
}

/** An item; the line that names something stays apart from what is said of it. */
function writeItem(text: string): string {
  const [, name = '', said = ''] = /^([^\n]+)\n\s*(\S[\s\S]*)$/.exec(text) ?? [];
  const isName =
    name !== '' && name.length <= 200 && !/[.!?:,;]$/.test(name) && /^[\p{Lu}\d`"'([{]/u.test(said);
  return isName ? `${escapeMarkdown(name)}${newLine}${escapeMarkdown(said)}` : escapeMarkdown(text);
}

/** The mark of a row stands before its last bar; that of a whole table below it. */
function writeTable({ text, number }: Quote, next: Quote | undefined): string {
  if (isTableHead(text)) return text;
  if (!text.includes('\n')) return text.replace(/\s*\|?\s*$/, ` [q${number}] |`);
  return `${text}\n\n[q${number}]${next?.form === 'table' ? '\n' : ''}`;
}

/** Words that end without a full stop would run into the next sentence. */
const endSentence = (words: string) => words.replace(openEnd, '$&.');
const openEnd = /(?:(?![\p{Script=Thai}\p{Script=Lao}])[\p{L}\p{N}`>%]|(?<![.!?…][)\]"”']{0,3})[)\]"”'])$/u;
