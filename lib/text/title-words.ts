import { scanWords } from './scan-words.ts';
import { stem } from './stem.ts';
import { tokenize } from './tokenize.ts';

/** A name of a page as it may stand in other texts: its words in stems, and the longest of them to find it by. */
export type TitleWords = { words: string; key: string };

const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** More words than these are a sentence; nobody names a page so. */
const mostWords = 10;

/** All words of a text, lower case and in stems, one space between them; what has no spaces gives its characters. */
function plainWords(text: string): string {
  return listWords(text).join(' ');
}

const listWords = (text: string): string[] =>
  [...text.normalize('NFKC').toLowerCase().matchAll(word)].flatMap(([match]) =>
    unspaced.test(match) ? [...match] : [stem(match)],
  );

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

/** The words of a text, as `plainWords` gives them, by number in its order; `numbers` has each word once. */
export type PlacedWords = { numbers: ReadonlyMap<string, number>; words: Uint32Array; places: Places };
/** Where each word stands: those of the nth from `starts[n]` on, up to the next word's. */
type Places = { starts: Uint32Array; at: Uint32Array };

export function placeWords(text: string): PlacedWords {
  const numbers = new Map<string, number>();
  /** The numbers of what a stretch of the text gives: a long text is made of the same few thousand. */
  const known = new Map<string, number[]>();
  const words: number[] = [];
  const push = (stretch: string) => {
    let own = known.get(stretch);
    if (!own) {
      own = listWords(stretch).map((word) => {
        const number = numbers.get(word) ?? numbers.size;
        numbers.set(word, number);
        return number;
      });
      known.set(stretch, own);
    }
    for (const number of own) words.push(number);
  };
  const take = (start: number, end: number) => push(text.slice(start, end));
  scanWords(text, { joins: false, take, other: take });
  const placed = Uint32Array.from(words);
  return { numbers, words: placed, places: placesOf(placed, numbers.size) };
}

function placesOf(words: Uint32Array, size: number): Places {
  const starts = new Uint32Array(size + 1);
  for (const word of words) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  for (let word = 0; word < size; word += 1) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const next = starts.slice();
  const at = new Uint32Array(words.length);
  for (const [place, word] of words.entries()) {
    at[next[word] ?? 0] = place;
    next[word] = (next[word] ?? 0) + 1;
  }
  return { starts, at };
}

/** Whether a title stands in a text, its words side by side. It is looked for where its key stands, not all through a long text. */
export function standsIn(
  { words, key }: TitleWords,
  { numbers, words: placed, places }: PlacedWords,
): boolean {
  const number = numbers.get(key);
  if (number === undefined) return false;
  const parts = words.split(' ').map((part) => numbers.get(part));
  const before = parts.indexOf(number);
  if (parts.includes(undefined)) return false;
  return places.at
    .subarray(places.starts[number], places.starts[number + 1])
    .some((at) => parts.every((part, offset) => placed[at - before + offset] === part));
}
