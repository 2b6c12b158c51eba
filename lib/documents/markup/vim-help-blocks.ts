import { addAll } from '#lib/text/long-lists.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { indentOf, withoutIndent } from './indents.ts';
import { printedBlocks } from './manual-blocks.ts';

/** `*name*`: what links lead to, and `|name|`: a link. */
const tag = /(?<![^\s(])\*[^\s*|]{1,99}\*(?=\s|$)/g;
const link = /(?<![^\s("'[])\|([^\s|]{1,99})\|/g;
const rule = /^([=-])\1{19,}$/;
const modeline = /^\s*vim?:.*:\s*$/;
const mostNames = 4;
/** From where on stands what an option is for; the words about it stand further left. */
const asideFrom = 16;

/**
 * The title and blocks of a help file of Vim or of one of its plugins: headings below rules, at tags and in capitals, code
 * between `>` and `<`, all else by its indents. Links are words; tags name what stands below them.
 */
export function vimHelp(text: string): { title: string; blocks: PageBlock[] } {
  const [first = '', ...others] = text
    .replace(/\t+(?=\n)/g, '')
    .split('\n')
    .map(withoutTabs);
  const described = withoutTags(first);
  const isOfVim = /^For Vim version/i.test(described);
  const at = isOfVim ? others.findIndex((line) => isWords(line) && !/\bVIM\b.*\bMANUAL\b/i.test(line)) : -1;
  // A line that goes on is no title.
  const isTitle = at >= 0 && !others[at + 1]?.trim();
  const body = withDefaults(others.slice(isTitle ? at + 1 : Math.max(0, at)));
  const blocks = blocksOf(body.filter((line) => !modeline.test(line)));
  const [, name = ''] = /^\*([^*]+)\.txt\*/.exec(first) ?? [];
  const said = isTitle ? withoutTags(others[at] as string) : isOfVim ? '' : described;
  return { title: said ? `${name}: ${said}` : name, blocks };
}

/** An option's name, kind and default on one line with where it counts, above the words about it. */
function withDefaults(lines: readonly string[]): string[] {
  const written: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const last = written.length - 1;
    if (isOpen && line.trim() && indentOf(line) >= asideFrom)
      written[last] = `${written[last]} ${line.trim()}`;
    else {
      isOpen = /^'[a-z]/.test(line);
      written.push(isOpen ? oneLine(line) : line);
    }
  }
  return written;
}

function blocksOf(lines: readonly string[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  let words: string[] = [];
  const end = () => {
    addAll(blocks, printedBlocks(words.join('\n')));
    words = [];
  };
  const head = (depth: number, said: string) => {
    end();
    if (said) blocks.push({ kind: 'heading', depth, words: said });
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const before = lines[at - 1] ?? '';
    const [, sign] = rule.exec(before) ?? [];
    at += 1;
    if (rule.test(line)) end();
    else if (sign && isWords(line)) head(sign === '=' ? 2 : 3, withoutTags(line));
    else if (isTags(line)) {
      const first = at - 1;
      while (isTags(lines[at] ?? '')) at += 1;
      head(5, namesIn(lines.slice(first, at).join(' ')));
    } else if (isHead(line) && !before.trim() && !lines[at]?.trim()) head(4, withoutTags(line));
    else {
      const said = wordsOf(line);
      const opensCode = /(?:^|\s)>$/.test(said);
      const kept = opensCode ? said.slice(0, -1).trimEnd() : said;
      addAll(words, paragraphsIn(kept, { before, after: lines[at] }));
      if (!opensCode) continue;
      const first = at;
      while (at < lines.length && !/^\S/.test(lines[at] as string)) at += 1;
      end();
      const value = withoutIndent(lines.slice(first, at)).replace(/^\n+/, '');
      if (value) blocks.push({ kind: 'code', language: '', value });
      // What ends the code may begin the words that follow.
      const [, next] = /^<(.*)/.exec(lines[at] ?? '') ?? [];
      if (next !== undefined) {
        words.push(wordsOf(` ${next}`));
        at += 1;
      }
    }
  }
  end();
  return blocks;
}

const wordsOf = (line: string) => line.replace(tag, '').replace(link, '$1').replace(/ ?~$/, '').trimEnd();

/** A line, and an empty one before it where it begins a paragraph: three steps in, with the next at the margin. */
function paragraphsIn(
  line: string,
  { before, after = '' }: { before: string; after?: string | undefined },
): string[] {
  const begins = indentOf(line) === 3 && /^\S/.test(before) && !/^\s+\S/.test(after);
  return begins ? ['', line.slice(3)] : [line];
}

const isWords = (line: string) => /[\p{L}\p{N}]/u.test(withoutTags(line));
const isTags = (line: string) => line.trim() !== '' && withoutTags(line) === '';
const isHead = (line: string) =>
  /^[\p{Lu}\d][\p{Lu}\d ,/&()'’?!:-]{2,79}$/u.test(withoutTags(line)) || /^\S.*~$/.test(line);
const withoutTags = (line: string) => oneLine(wordsOf(line));
const namesIn = (line: string) =>
  [...line.matchAll(tag)]
    .slice(0, mostNames)
    .map(([name]) => name.slice(1, -1))
    .join(', ');

function withoutTabs(line: string): string {
  let written = '';
  for (const part of line.split(/(\t)/))
    written += part === '\t' ? ' '.repeat(8 - (written.length % 8)) : part;
  return written;
}
