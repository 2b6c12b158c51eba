import type { Style } from './style.ts';

export type Span = { text: string; styles: readonly Style[] };

/** What was read of a line: `rest` may still become something else when more text comes. */
export type Reading = { spans: Span[]; rest: string };

type Marked = { length: number; spans: Span[] };
type Reader = (text: string, context: { before: string; styles: readonly Style[] }) => Marked | 'open' | null;

/**
 * Reads the inline Markdown of a line that may still be growing. What could yet turn out to be emphasis, code or a link
 * is left in `rest`; with `isWhole` everything is read, and what was never closed stands as it was written.
 */
export function readInline(
  text: string,
  { isWhole, before = '', styles = [] }: { isWhole: boolean; before?: string; styles?: readonly Style[] },
): Reading {
  const spans: Span[] = [];
  let at = 0;
  let plain = '';
  const take = () => {
    if (plain) spans.push({ text: plain, styles });
    plain = '';
  };
  while (at < text.length) {
    const left = text.slice(at);
    const context = { before: at > 0 ? (text[at - 1] ?? '') : before, styles };
    const marked = readMarked(left, context);
    if (marked === 'open' && !isWhole) break;
    if (marked === null || marked === 'open') {
      plain += text[at];
      at += 1;
      continue;
    }
    take();
    spans.push(...marked.spans);
    at += marked.length;
  }
  take();
  return { spans, rest: text.slice(at) };
}

function readMarked(text: string, context: Parameters<Reader>[1]): Marked | 'open' | null {
  for (const reader of readersOf(text[0] ?? '')) {
    const marked = reader(text, context);
    if (marked) return marked;
  }
  return null;
}

function readersOf(first: string): Reader[] {
  if (first === '\\') return [readEscape];
  if (first === '`') return [readCode];
  if (first === '[' || first === '!') return [readLink];
  if (first === '<') return [readAddress];
  if (first === '*' || first === '_') return [readStrong, readEmphasis];
  return [];
}

const readEscape: Reader = (text, { styles }) => {
  if (text.length === 1) return 'open';
  const escaped = /^\\([!-/:-@[-`{-~])/.exec(text)?.[1];
  return escaped ? { length: 2, spans: [{ text: escaped, styles }] } : null;
};

const readCode: Reader = (text, { styles }) => {
  const fence = /^`+/.exec(text)?.[0] ?? '';
  const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(text.slice(fence.length));
  if (!close) return 'open';
  const endsAtEnd = fence.length + close.index + fence.length === text.length;
  // A run of backticks at the very end may still grow into a longer one.
  if (endsAtEnd && close.index === 0) return 'open';
  const inner = text.slice(fence.length, fence.length + close.index);
  const code = /^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner;
  return { length: fence.length * 2 + inner.length, spans: [{ text: code, styles: [...styles, 'cyan'] }] };
};

const readLink: Reader = (text, { styles }) => {
  const isImage = text[0] === '!';
  if (text === '!') return 'open';
  if (isImage && text[1] !== '[') return null;
  const label = /^!?\[((?:\\.|[^\\\]])*)\]/.exec(text);
  if (!label) return 'open';
  const after = text.slice(label[0].length);
  if (after === '') return 'open';
  if (!after.startsWith('(')) return null;
  const target = /^\(\s*(<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\s*\)/.exec(after);
  if (!target) return after.includes(')') ? null : 'open';
  const length = label[0].length + target[0].length;
  const url = (target[1] ?? '').replace(/^<|>$/g, '');
  const words = label[1] ?? '';
  if (/^#cite-\d+$/.test(url)) return { length, spans: [{ text: `[${words}]`, styles: [...styles, 'dim'] }] };
  const { spans } = readInline(words, { isWhole: true, styles });
  if (isImage || url === words || url.startsWith('#')) return { length, spans };
  return { length, spans: [...spans, { text: ` (${url})`, styles: [...styles, 'dim'] }] };
};

const readAddress: Reader = (text, { styles }) => {
  const address = /^<((?:https?:\/\/|mailto:)[^\s<>]*)>/.exec(text);
  if (address) return { length: address[0].length, spans: [{ text: address[1] ?? '', styles }] };
  return /^<[a-z:/]*$|^<(?:https?:\/\/|mailto:)[^\s<>]*$/.test(text) ? 'open' : null;
};

const readStrong: Reader = (text, { styles }) => {
  const mark = text.slice(0, 2);
  if (text.length === 1) return 'open';
  if (mark !== '**' && mark !== '__') return null;
  return readBetween(text, { mark, styles: [...styles, 'bold'] });
};

const readEmphasis: Reader = (text, { before, styles }) => {
  const mark = text[0] ?? '';
  if (text[1] === mark) return null;
  if (mark === '_' && /[\p{L}\p{N}]/u.test(before)) return null;
  return readBetween(text, { mark, styles: [...styles, 'italic'] });
};

/** What stands between two marks that hug it. */
function readBetween(
  text: string,
  { mark, styles }: { mark: string; styles: readonly Style[] },
): ReturnType<Reader> {
  const inside = text.slice(mark.length);
  if (inside === '') return 'open';
  if (/^\s/.test(inside)) return null;
  const close = findClose(inside, mark);
  if (close < 0) return 'open';
  const { spans } = readInline(inside.slice(0, close), { isWhole: true, before: mark, styles });
  return { length: close + mark.length * 2, spans };
}

function findClose(text: string, mark: string): number {
  for (let at = 1; at <= text.length - mark.length; at += 1) {
    const code = /^`+/.exec(text.slice(at))?.[0];
    if (code) {
      const end = text.indexOf(code, at + code.length);
      if (end < 0) return -1;
      at = end + code.length - 1;
      continue;
    }
    if (text[at] === '\\') {
      at += 1;
      continue;
    }
    const isDoubled = mark.length === 1 && (text[at + 1] === mark || text[at - 1] === mark);
    if (text.startsWith(mark, at) && !/\s/.test(text[at - 1] ?? ' ') && !isDoubled) return at;
  }
  return -1;
}
