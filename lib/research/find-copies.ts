/** A stretch of this many words that stands in two texts is hardly there by chance. */
const wordsPerShingle = 5;
/** As many of a text's stretches are compared, the same for every text. */
const mostShingles = 2000;
/** Texts with fewer stretches say too little to be told apart. */
const fewestShingles = 40;
/** Of the stretches of both, this share stands in each of two copies. */
const minShare = 0.9;
const longestRead = 60_000;
const mostKept = 500;

/** By the id of their text; pages are compared again after each round. */
const kept = new Map<string, Sketch>();

/** What a text is compared by. */
export type Sketch = readonly number[];

/** The sketch of a text that was compared before, by its `id`. */
export const keptSketch = (id: string): Sketch | undefined => kept.get(id);

/** The sketch of a text; one with the same `id` is read once. */
export function sketchFor({ id, text }: { id: string; text: string }): Sketch {
  const sketch = kept.get(id) ?? sketchOf(text);
  kept.set(id, sketch);
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  return sketch;
}

/**
 * Which texts are copies of an earlier one of the list, or nearly so, as agencies' reports and mirrors are: the index of
 * the first of its kind for each text, its own for one that is like no other. A text with the same `id` is read once.
 */
export const findCopies = (texts: readonly { id: string; text: string }[]): number[] =>
  copiesAmong(texts.map(sketchFor));

/** The same, where their sketches are known. */
export function copiesAmong(sketches: readonly Sketch[]): number[] {
  return sketches.map((sketch, index) => {
    const first = sketches.findIndex((other, at) => at < index && areAlike(other, sketch));
    return first < 0 ? index : first;
  });
}

/** The share of the stretches of the smaller of two texts that stand in the other, whatever that has beside them. */
export function shareOfSmaller(
  one: { id: string; text: string },
  other: { id: string; text: string },
): number {
  const [left, right] = [sketchFor(one), sketchFor(other)];
  if (left.length < fewestShingles || right.length < fewestShingles) return 0;
  const end = Math.min(endOf(left), endOf(right));
  const [few = [], many = []] = [left, right]
    .map((sketch) => sketch.filter((hash) => hash <= end))
    .sort((a, b) => a.length - b.length);
  const there = new Set(many);
  return few.filter((hash) => there.has(hash)).length / Math.max(few.length, 1);
}

/** The smallest hashes of a text's stretches of words: those of two texts can be compared, whatever their lengths. */
function sketchOf(text: string): Sketch {
  const words = (text.slice(0, longestRead).toLowerCase().match(word) ?? []).map(hashOf);
  const hashes = new Set<number>();
  for (let at = 0; at + wordsPerShingle <= words.length; at += 1) {
    let hash = 0;
    for (let next = at; next < at + wordsPerShingle; next += 1)
      hash = Math.imul(hash ^ (words[next] ?? 0), 0x01000193) + 0x9e3779b9;
    hashes.add(mixed(hash));
  }
  return [...hashes].sort((left, right) => left - right).slice(0, mostShingles);
}

/** A word, or a character of a script that puts no spaces between words. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

/** FNV-1a. */
function hashOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return hash;
}

/** Spread evenly, so that the smallest are a fair sample. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (half ^ (half >>> 16)) >>> 0;
}

/** Walks both sketches in order, as far as both know their texts. */
function areAlike(left: Sketch, right: Sketch): boolean {
  if (left.length < fewestShingles || right.length < fewestShingles) return false;
  const end = Math.min(endOf(left), endOf(right));
  let both = 0;
  let all = 0;
  let atLeft = 0;
  let atRight = 0;
  while (atLeft < left.length || atRight < right.length) {
    const one = left[atLeft] ?? Number.POSITIVE_INFINITY;
    const other = right[atRight] ?? Number.POSITIVE_INFINITY;
    if (Math.min(one, other) > end) break;
    all += 1;
    if (one === other) both += 1;
    if (one <= other) atLeft += 1;
    if (other <= one) atRight += 1;
  }
  return both / all >= minShare;
}

const endOf = (sketch: Sketch): number =>
  sketch.length < mostShingles ? Number.POSITIVE_INFINITY : (sketch.at(-1) ?? 0);
