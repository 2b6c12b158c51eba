import { addAll } from '#lib/text/long-lists.ts';
import { addItem } from './add-blocks.ts';
import { codeSpan } from './code-span.ts';
import { indentOf } from './markup/indents.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

/** An option as programs print what they understand: `  -t, --time int   Seconds to wait (default 10)`. */
const option = /^ {1,12}(-(?:-?[A-Za-z?][^\n|]{0,80}?|\d))(?: {2,}(\S.*))?$/;
const fewest = 3;

/**
 * What a program prints when asked for help: its options as the items of a list, what stands around them as code.
 * Undefined of other code.
 */
export function printedHelp(value: string, language: string): PageBlock[] | undefined {
  const lines = value.replaceAll('\t', '        ').split('\n');
  const told = lines.filter((line) => option.exec(line)?.[2]);
  if (told.length < fewest) return undefined;
  const blocks: PageBlock[] = [];
  let code: string[] = [];
  const close = () => {
    const text = code.join('\n').replace(/^\n+/, '').trimEnd();
    if (text) blocks.push({ kind: 'code', language, value: text });
    code = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const [, name = '', said = ''] = option.exec(line) ?? [];
    let after = at + 1;
    while (name && isMore(lines[after], line)) after += 1;
    const words = oneLine([said, ...lines.slice(at + 1, after)].join(' '));
    if (!name || !words) {
      addAll(code, lines.slice(at, after));
      at = after;
      continue;
    }
    close();
    addItem(blocks, [{ kind: 'paragraph', words: `${codeSpan(name)}: ${words}` }]);
    at = after;
  }
  close();
  return blocks;
}

/** Deeper than the option, and none itself. */
const isMore = (line: string | undefined, above: string): boolean =>
  Boolean(line?.trim()) && indentOf(line as string) > indentOf(above) + 4 && !option.test(line as string);
