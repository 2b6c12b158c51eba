const vowel = /[aeiouy]/;
const consonantPair = /([^aeiouylsz])\1$/;

/**
 * Cuts an English word (lower case) to a stem that its common forms share: `caches`, `cached`, `caching` → `cach`.
 * Light on purpose: plural, -ed, -ing, -ly, -ation, -ment, -ness and a final e or y; words of other languages mostly stay whole.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return foldEnding(stripDerivation(stripInflection(stripPlural(word))));
}

function stripPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|us|is)$/.test(word) || !word.endsWith('s')) return word;
  return word.slice(0, -1);
}

function stripInflection(word: string): string {
  const base = word.replace(/(?:ed|ing|ings)$/, '');
  if (base === word || base.length < 3 || !vowel.test(base)) return word;
  return base.length > 3 && consonantPair.test(base) ? base.slice(0, -1) : base;
}

function stripDerivation(word: string): string {
  if (word.length < 7) return word;
  return word
    .replace(/ly$/, '')
    .replace(/(?:ization|isation)$/, 'iz')
    .replace(/(?:ations?|ators?)$/, 'at')
    .replace(/([st])ions?$/, '$1')
    .replace(/(?:ment|ness)$/, '');
}

function foldEnding(word: string): string {
  if (word.length > 3 && word.endsWith('e')) return word.slice(0, -1);
  if (word.length > 3 && /[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}i`;
  return word;
}
