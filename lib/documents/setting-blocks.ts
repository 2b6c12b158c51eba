import { addItem } from './add-blocks.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

const section = /^\[{1,2}\s*([^\]]{1,200}?)\s*\]{1,2}\s*(?:[#;].*)?$/;
const setting =
  /^((?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[\p{L}\p{N}_][^=:\n[\]{}()"']{0,200}?))\s*(?:=|:(?=\s))\s*(.*)$/u;
const comment = /^(?:[#;!]|\/\/)\s?(.*)$/;
/** So many of the lines say what they are. */
const leastShare = 0.8;
const mostLines = 500;

/**
 * The blocks of settings (INI, TOML and their like): each value beside its name, below the name of its section, with
 * what comments say; undefined where most lines are something else.
 */
export function settingBlocks(text: string): PageBlock[] | undefined {
  const lines = text.split('\n');
  const blocks: PageBlock[] = [];
  let told = 0;
  let odd = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    const words = comment.exec(line)?.[1];
    const path = section.exec(line)?.[1];
    const [, name, first = ''] = setting.exec(line) ?? [];
    if (words !== undefined) addWords(blocks, words);
    else if (path !== undefined)
      blocks.push({ kind: 'heading', depth: 2, words: unquoted(path).split('.').slice(-3).join(' › ') });
    else if (name !== undefined) {
      const parts = [first];
      while (isOpen(parts.join(' ')) && parts.length < mostLines && at + 1 < lines.length) {
        at += 1;
        parts.push((lines[at] ?? '').trim());
      }
      const words = `${unquoted(name)}: ${unquoted(parts.join(' '))}`;
      addItem(blocks, [{ kind: 'paragraph', words }]);
    } else odd += 1;
    if (words === undefined && (path !== undefined || name !== undefined)) told += 1;
  }
  return told > 0 && told >= (told + odd) * leastShare ? blocks : undefined;
}

/** A list or a text that goes on in the next line. */
function isOpen(value: string): boolean {
  if (/^(?:"""|''')/.test(value)) return value.indexOf(value.slice(0, 3), 3) < 0;
  if (!/^[[{]/.test(value)) return false;
  const plain = value.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
  return (plain.match(/[[{]/g)?.length ?? 0) > (plain.match(/[\]}]/g)?.length ?? 0);
}

/** Without its signs, and without what is said of it behind it. */
const unquoted = (value: string): string =>
  oneLine(
    value
      .replace(/^("""|''')([\s\S]*)\1$/, '$2')
      .replace(/^(["'])(.*?)\1(?:\s+[#;].*)?$/, '$2')
      .replace(/(?<=[^\s,[{])\s+[#;]\s[^"'\]}]*$/, ''),
  );

function addWords(blocks: PageBlock[], words: string): void {
  const plain = oneLine(words);
  const last = blocks.at(-1);
  if (!/\p{L}/u.test(plain)) return;
  if (last?.kind === 'paragraph') last.words = `${last.words} ${plain}`;
  else blocks.push({ kind: 'paragraph', words: plain });
}
