export type WordList = (word: string) => boolean;

const longestEnding = 4;

/** Reads a list of words parted by blanks; one that ends in `-` stands for what begins with it (see `Language`). */
export function readWordList(list: string): WordList {
  const entries = list.split(/\s+/).filter(Boolean).map(fold);
  const whole = new Set(entries.filter((entry) => !entry.endsWith('-')));
  const beginnings = entries.filter((entry) => entry.endsWith('-')).map((entry) => entry.slice(0, -1));
  return (given) => {
    const word = fold(given);
    return (
      whole.has(word) ||
      beginnings.some(
        (beginning) => word.startsWith(beginning) && word.length <= beginning.length + longestEnding,
      )
    );
  };
}

/** Latin letters without their marks: `kürzer` is a form of `kurz`. */
const fold = (word: string) =>
  /^[a-z'-]*$/.test(word) ? word : word.normalize('NFD').replace(/(?<=\p{Script=Latin})\p{M}/gu, '');
