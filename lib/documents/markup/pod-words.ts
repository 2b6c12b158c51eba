import { codeSpan } from '../code-span.ts';
import { oneLine } from '../write-blocks.ts';

type Part = { code: string; close: string; words: string };

/** Codes within codes. */
const deepest = 10;

/**
 * The words of a paragraph of POD: `C<…>` in backticks, links by what they show, signs by their names, no other codes and
 * no entries for an index.
 */
export function podWords(source: string): string {
  const text = oneLine(source);
  const open: Part[] = [{ code: '', close: '', words: '' }];
  const add = (words: string) => {
    (open.at(-1) as Part).words += words;
  };
  let at = 0;
  for (const { 0: sign, index } of text.matchAll(/[A-Z]<(?:<+(?= ))?|>+/g)) {
    if (index < at) continue;
    add(text.slice(at, index));
    at = index + sign.length;
    if (!sign.startsWith('>')) {
      if (open.length > deepest) {
        add(sign);
        continue;
      }
      const width = sign.length - 1;
      open.push({ code: sign[0] as string, close: '>'.repeat(width), words: '' });
      continue;
    }
    // A sign that closes nothing is one of the text.
    let left = sign.length;
    while (left > 0) {
      const { close } = open.at(-1) as Part;
      const isWide = text[index - 1] === ' ' && left === sign.length && left >= close.length;
      if (!close || (close.length > 1 && !isWide)) break;
      left -= close.length;
      const part = open.pop() as Part;
      add(shown(part));
    }
    add('>'.repeat(left));
  }
  add(text.slice(at));
  // What is never closed is taken to end here.
  while (open.length > 1) {
    const part = open.pop() as Part;
    add(shown(part));
  }
  return oneLine((open[0] as Part).words);
}

const named: Record<string, string> = {
  lt: '<',
  gt: '>',
  sol: '/',
  verbar: '|',
  amp: '&',
  quot: '"',
  nbsp: ' ',
};

function shown({ code, close, words: raw }: Part): string {
  const words = close.length > 1 ? raw.trim() : raw;
  if (code === 'X' || code === 'Z') return '';
  if (code === 'C') return words && codeSpan(words);
  if (code === 'E') return named[words] ?? character(words);
  if (code === 'L') return linked(words);
  return words;
}

function character(name: string): string {
  const number = /^0x[\da-f]{1,6}$/i.test(name) ? Number(name) : /^\d{1,7}$/.test(name) ? Number(name) : 0;
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : '';
}

/** `text|page/part`, `page/"part"`, `/part`, an address. */
function linked(words: string): string {
  const bar = words.indexOf('|');
  if (bar > 0) return words.slice(0, bar);
  if (/^\w+:[^:\s]\S*$/.test(words)) return words;
  const slash = words.indexOf('/');
  if (slash < 0) return words;
  const [page, part] = [words.slice(0, slash), words.slice(slash + 1).replace(/^"|"$/g, '')];
  return page ? `${part} in ${page}` : part;
}
