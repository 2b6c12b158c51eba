import { isFence } from '#lib/text/quoted-structure.ts';
import { indentOf } from './markup/indents.ts';

/** A file that stands here in what MkDocs makes, or a mark for others to take a part of this one. */
const snippet =
  /^(?:<!-- *|# *|\/\/ *)?-{1,10}8<-{1,10} +(?:"[^"]{1,300}"|\[(?:start|end)(?::[^\]]{0,100})?\])(?: *-->)?$/;
const snippets = /^-{1,10}8<-{1,10}$/;
const fileName = /^(?:; *)?[\w./:{}-]{1,300}$/;
/** What stands here is made of code: `::: package.module`, with options below it. */
const made = /^::: +[A-Za-z_]\w{0,100}((?:[.:]\w{1,100}){0,20})$/;
const option = /^(?:options|handler|selection|rendering|inventories):/;

/** Markdown without lines that name what a program puts in their place, and without that program's options. */
export function withoutIncludes(text: string): string {
  if (!/8<-|^[ \t]*::: +\w/m.test(text)) return text;
  const lines = text.split('\n');
  const told: string[] = [];
  let isCode = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const said = line.trim();
    if (isFence(line)) isCode = !isCode;
    const end = snippet.test(said) ? at + 1 : isCode ? at : endOf(lines, at);
    if (end === at) told.push(line);
    else {
      told.push('');
      at = end - 1;
    }
  }
  return told.join('\n');
}

/** Where what begins on a line ends; the line itself where it is what it looks like no more. */
function endOf(lines: readonly string[], at: number): number {
  const line = lines[at] as string;
  const said = line.trim();
  let end = at + 1;
  if (snippets.test(said)) {
    while (fileName.test((lines[end] ?? '').trim()) && !snippets.test((lines[end] ?? '').trim())) end += 1;
    return snippets.test((lines[end] ?? '').trim()) ? end + 1 : at;
  }
  const [, parts] = made.exec(said) ?? [];
  if (parts === undefined) return at;
  while (lines[end]?.trim() && indentOf(lines[end] as string) > indentOf(line)) end += 1;
  const isSaid = end > at + 1 && option.test((lines[at + 1] as string).trim());
  if (isSaid) return end;
  return parts && end === at + 1 ? end : at;
}
