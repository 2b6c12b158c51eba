import { stem } from './stem.ts';
import { tokenize } from './tokenize.ts';

/** A name of a page as it may stand in other texts: its words in stems, and the longest of them to find it by. */
export type TitleWords = { words: string; key: string };

const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** More words than these are a sentence; nobody names a page so. */
const mostWords = 10;

/** All words of a text, lower case and in stems, one space between them; what has no spaces gives its characters. */
export function plainWords(text: string): string {
  return [...text.normalize('NFKC').toLowerCase().matchAll(word)]
    .flatMap(([match]) => (unspaced.test(match) ? [...match] : [stem(match)]))
    .join(' ');
}

/**
 * What a page may be called by its title: the whole of it, and what stands before a dash or a bar ("Link | Manual"),
 * each without what stands in brackets. Titles of everyday words alone name nothing.
 */
export function titleWords(title: string): TitleWords[] {
  const bare = title.replace(/\s*[([{][^)\]}]*[)\]}]/g, ' ');
  const [first = ''] = bare.split(/\s[—–|·»-]\s|:\s/);
  const all = [...new Set([bare, first])].flatMap((name): TitleWords[] => {
    const words = plainWords(name);
    const parts = words.split(' ');
    const key = parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
    const says = tokenize(name).some((term) => /\p{L}/u.test(term));
    if (!says || parts.length > mostWords || (parts.length === 1 && key.length < 2)) return [];
    return [{ words, key }];
  });
  return [...new Map(all.map((each) => [each.words, each])).values()];
}

/** The words of a text, as `plainWords` gives them, and where each stands. */
type PlacedWords = { words: string[]; places: Map<string, number[]> };

export function placeWords(text: string): PlacedWords {
  const words = plainWords(text).split(' ');
  const places = new Map<string, number[]>();
  for (const [at, word] of words.entries()) {
    const known = places.get(word);
    if (known) known.push(at);
    else places.set(word, [at]);
  }
  return { words, places };
}

/** Whether a title stands in a text, its words side by side. It is looked for where its key stands, not all through a long text. */
export function standsIn({ words, key }: TitleWords, text: PlacedWords): boolean {
  const parts = words.split(' ');
  const before = parts.indexOf(key);
  const starts = (text.places.get(key) ?? []).map((at) => at - before);
  return starts.some((start) => parts.every((part, at) => text.words[start + at] === part));
}
