import { isFence } from '#lib/text/quoted-structure.ts';
import { indentOf } from './markup/indents.ts';

/** What opens a box whose words stand in by four places: MkDocs' notes and tabs. */
const opensIndented =
  /^(?:(?:!!!|\?\?\?\+?) +([\w-]+)(?:(?: +[\w-]+)* +"([^"]*)"|(?: +inline)?(?: +end)?)|===[+!]? +"([^"]+)") *$/;
/** What opens a box that a line of the same signs closes: a kind, and a title as Docusaurus, VitePress and PyMdown write it. */
const opensClosed =
  /^(?::::+ *([a-z-]+)(?: *\[([^\]]*)\]| +([^{].*?))?|\/\/\/+ *([a-z-]+)(?: *\| *(.*?))?) *(?:\{[^}]*\})? *$/;
/** No mark is longer, in UTF-16 units. */
const longestMark = 300;
const closes = /^(:::|\/\/\/)[:/]* *$/;
/** A line that goes on after "Note:"; what begins a list, code, a table or a heading does not. */
const words = /^(?!(?:[-*+>#|]|\d{1,4}[.)]) |[`~]{3}|\|)\S/;

/**
 * Markdown in which the boxes of MkDocs, Docusaurus and VitePress (`!!! note "Title"`, `=== "Linux"`, `:::tip Title`) are
 * words that begin with what they are called: "Title: …", as notes of other kinds do. Code stays as it is, and so does what
 * looks like a mark and has no words of a box below it.
 */
export function nameBoxes(text: string): string {
  if (!/^[ \t]*(?:!!!|\?\?\?|===|:::|\/\/\/)[+!]? *["\w]/m.test(text)) return text;
  const lines = text.split('\n');
  const spaced = lines.map((line) => line.replace(/^[ \t]+/, (blank) => blank.replaceAll('\t', '    ')));
  const lastClosing = new Map(spaced.map((line, at) => [closes.exec(line.trim())?.[1], at]));
  const hasWords = (at: number, { closing }: Box) =>
    closing
      ? (lastClosing.get(closing) ?? 0) > at
      : indentBelow(spaced, at) >= indentOf(spaced[at] as string) + 4;
  const told: string[] = [];
  /** How far the marks of the boxes stand in that the line is in by its place; the signs that are to close others. */
  const open: number[] = [];
  const toClose: string[] = [];
  let fence: string | undefined;
  let name = '';
  for (const [at, line] of spaced.entries()) {
    const said = line.trim();
    while (said && open.length > 0 && indentOf(line) < (open.at(-1) as number) + 4) {
      open.pop();
      fence = undefined;
    }
    const own = open.length > 0 ? line.slice(4 * open.length) : (lines[at] as string);
    const mark = isFence(own) ? said.slice(0, 3) : undefined;
    const opened = fence ? undefined : boxOf(said);
    const box = opened && hasWords(at, opened) ? opened : undefined;
    if (name && said) {
      const goesOn = !box && words.test(said);
      const lead = `${' '.repeat(indentOf(own))}${name}:`;
      told.push(...(goesOn ? [`${lead} ${said}`] : [lead, '']));
      name = '';
      if (goesOn) continue;
    }
    if (box) {
      if (box.closing) toClose.push(box.closing);
      else open.push(indentOf(line));
      name = box.name;
      told.push('');
    } else if (!fence && toClose.length > 0 && closes.exec(said)?.[1] === toClose.at(-1)) {
      toClose.pop();
      told.push('');
    } else told.push(own);
    if (mark && (!fence || mark === fence)) fence = fence ? undefined : mark;
  }
  return told.join('\n');
}

/** What a box is called, and the signs that close it if any do. */
type Box = { name: string; closing?: string };

function boxOf(line: string): Box | undefined {
  if (line.length > longestMark) return undefined;
  const [, kind, title, tab] = opensIndented.exec(line) ?? [];
  const indented = kind ?? tab;
  if (indented !== undefined) return { name: (title ?? tab ?? capital(indented)).trim() };
  const [, colons, inBrackets, behind, slashes, behindBar] = opensClosed.exec(line) ?? [];
  const closed = colons ?? slashes;
  if (closed === undefined) return undefined;
  return { name: (inBrackets || behind || behindBar || capital(closed)).trim(), closing: line.slice(0, 3) };
}

/** How far the next line with words stands in. */
function indentBelow(lines: readonly string[], at: number): number {
  let next = at + 1;
  while (lines[next]?.trim() === '') next += 1;
  return indentOf(lines[next] ?? '');
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
