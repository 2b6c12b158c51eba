import type { PageBlock } from './write-blocks.ts';

const code = /(`+)[^`](?:(?!\1)[\s\S])*?\1/g;
const picture = /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|pdf|mp[34]|m4a|wav|webm|mov|ogg|canvas|excalidraw)$/i;

/**
 * The words of a line of notes as GitHub and Obsidian write them: links by what they show, highlights without their
 * marks, definitions beside their term; no embedded pictures, no names of blocks, no tags at the end. Code stays.
 */
export function noteWords(words: string): string {
  let text = '';
  let at = 0;
  for (const match of words.matchAll(code)) {
    text += plain(words.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return withoutEnd(text + plain(words.slice(at)));
}

function plain(words: string): string {
  return words
    .replace(/!\[\[([^\]|#]*)(?:#[^\]|]*)?(?:\\?\|[^\]]*)?\]\]/g, (_, name: string) =>
      picture.test(name.trim()) ? '' : name,
    )
    .replace(
      /\[\[([^\]|]*?)(?:\\?\|([^\]]*))?\]\]/g,
      (_, page: string, shown?: string) => shown ?? shownOf(page),
    )
    .replace(/(?<![\w=])==(?=[^\s=])([^=]+?)(?<=\S)==(?![\w=])/g, '$1')
    .replace(/\n:[ \t]+/g, ': ')
    .replace(/\$\$/g, ' ');
}

/** `Page#Heading` and `Page#^block`, as Obsidian shows them. */
function shownOf(link: string): string {
  const [page = '', ...headings] = link.split('#').filter((part) => !part.startsWith('^'));
  return [page, ...headings].filter(Boolean).join(' › ');
}

function withoutEnd(words: string): string {
  return words
    .replace(/\s+\^[\w-]+\s*$/, '')
    .replace(/(?:\s+#[\p{L}_][\p{L}\p{N}_/-]*)+\s*$/u, '')
    .replace(/\s+\^[\w-]+\s*$/, '');
}

const kinds = /^\[!([\w-]+)\][+-]?\s*/;

/** A callout says what kind it is before its words. */
export function nameCallout(blocks: PageBlock[]): PageBlock[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return blocks;
  const [mark = '', kind = ''] = kinds.exec(first.words) ?? [];
  if (!kind) return blocks;
  const said = first.words.slice(mark.length);
  const name = kind[0]?.toUpperCase() + kind.slice(1).toLowerCase();
  return said ? [{ ...first, words: `${name}: ${said}` }, ...rest] : rest;
}

const longestName = 40;

/** A box of a manual, whose title ("Note") is no heading of the page: it says before its words what it is. */
export function nameNote(blocks: PageBlock[]): PageBlock[] {
  const [first, second, ...rest] = blocks;
  if (first?.kind === 'table' && first.rows.length === 1 && !second) {
    const [name = '', ...said] = first.rows[0] ?? [];
    return nameNote([name, said.join(' ')].map((words) => ({ kind: 'paragraph', words })));
  }
  if (first?.kind === 'list' && first.items.length === 1 && !second) return first.items[0] ?? [];
  const isTitle =
    (first?.kind === 'heading' || first?.kind === 'paragraph') &&
    first.words.length <= longestName &&
    !/[.!?]$/.test(first.words);
  if (!isTitle || !second) return blocks;
  const name = first.words.replace(/\s*[:：]$/, '');
  if (second.kind !== 'paragraph') return [{ kind: 'paragraph', words: `${name}:` }, second, ...rest];
  return [{ kind: 'paragraph', words: `${name}: ${second.words}` }, ...rest];
}

/** Obsidian's comments; what looks like one inside of code stays. */
export function withoutComments(text: string): string {
  if (!text.includes('%%')) return text;
  return text.replace(
    /^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1[`~]*[ \t]*$|$(?![\s\S]))|`[^`\n]*`|%%[\s\S]*?%%/gm,
    (match) => (match.startsWith('%%') ? '' : match),
  );
}
