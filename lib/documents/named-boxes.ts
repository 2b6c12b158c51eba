import { isFence } from '#lib/text/quoted-structure.ts';

/** What opens a box whose words stand in by four places: MkDocs' notes and tabs. */
const indented = /^(?:(?:!!!|\?\?\?\+?) +([\w-]+)(?: [\w -]*?)?(?: *"([^"]*)")?|===[+!]? +"([^"]+)") *$/;
/** What opens a box that a line of the same signs closes, and the name of a kind before its title. */
const closed = /^(?::::+|\/\/\/+) *([a-z-]+)(?: *\[([^\]]*)\]| *\| *(.*)| +([^{].*))? *(?:\{[^}]*\})? *$/;
const closing = /^(?::::+|\/\/\/+) *$/;
/** A line that goes on after "Note:"; what begins a list, code, a table or a heading does not. */
const words = /^(?!(?:[-*+>#|]|\d{1,4}[.)]) |[`~]{3}|[!?=]{3}|[:/]{3}|\|)\S/;

/**
 * Markdown in which the boxes of MkDocs, Docusaurus and VitePress (`!!! note "Title"`, `=== "Linux"`, `:::tip Title`) are
 * words that begin with what they are called: "Title: …", as notes of other kinds do. Code stays as it is.
 */
export function nameBoxes(text: string): string {
  if (!/^[ \t]*(?:!!!|\?\?\?|===|:::|\/\/\/)[+!]? *["\w]/m.test(text)) return text;
  const told: string[] = [];
  /** How far the markers of the boxes stand in that the line is in. */
  const open: number[] = [];
  let fence: string | undefined;
  let name: string | undefined;
  for (const line of text.split('\n')) {
    const spaced = line.replace(/^[ \t]+/, (blank) => blank.replaceAll('\t', '    '));
    const indent = spaced.search(/\S/);
    if (indent < 0) {
      told.push('');
      continue;
    }
    while (open.length > 0 && indent < (open.at(-1) as number) + 4) {
      open.pop();
      fence = undefined;
    }
    const own = open.length > 0 ? spaced.slice(4 * open.length) : line;
    const trimmed = spaced.trim();
    const mark = isFence(own) ? trimmed.slice(0, 3) : undefined;
    const [, kind, title, tab] = (!fence && indented.exec(trimmed)) || [];
    const [, box, ...titles] = (!fence && closed.exec(trimmed)) || [];
    const isMark = kind ?? tab ?? box;
    if (name !== undefined && name !== '') {
      const goesOn = !isMark && !mark && words.test(trimmed);
      told.push(
        goesOn
          ? own.replace(/\S/, (first) => `${name}: ${first}`)
          : `${' '.repeat(Math.max(0, own.search(/\S/)))}${name}:`,
      );
      if (!goesOn) told.push('');
      name = undefined;
      if (goesOn) continue;
    }
    if (isMark !== undefined) {
      if (box === undefined) open.push(indent);
      name = (title ?? tab ?? titles.find(Boolean) ?? capital(isMark)).trim();
      told.push('');
    } else if (!fence && closing.test(trimmed)) told.push('');
    else told.push(own);
    if (mark && (!fence || mark === fence)) fence = fence ? undefined : mark;
  }
  return told.join('\n');
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
