import { type Language, languageOf } from './languages.ts';
import { scanWords } from './scan-words.ts';

/** A run of letters and digits that dots, hyphens, underscores and apostrophes may join: `next.config.js`, `use-cache`. */
const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*)*(?:\+\+|#)?/gu;
/** Scripts whose words nothing parts, and Korean, whose words carry what other languages put beside them: pairs. */
const paired = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/u;
/** Scripts without spaces whose words a dictionary parts. */
const segmented = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}][\p{M}\p{L}]*/u;
const unspaced = new RegExp(`(${paired.source}|${segmented.source})`, 'u');
const contraction = /(?:['’](?:s|re|ve|ll|d|m)|n['’]t)$/;
/** French and Italian articles that an apostrophe joins to their noun. */
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|dell|all|nell|sull|un)['’](?=\p{L}{2})/iu;
const version = /^v?\d+(?:\.\d+)*$/;
const maxTermLength = 60;

/**
 * The search terms of a text, in order: lower case, in stems and without accents, without stop words, by the rules of
 * its language (a code; English by default). A name keeps its whole form and gives its parts as well (`streamText` →
 * `streamtext`, `stream`, `text`); versions stay whole and give their series as well (`0.95.2` →
 * `0.95.2`, `0.95`); Chinese, Japanese and Korean give pairs of characters. Text
 * and query go through this one function, so that they meet.
 */
export function tokenize(text: string, code?: string): string[] {
  const language = languageOf(code);
  const known = knownOf(language);
  const terms: string[] = [];
  const push = (stretch: string, read: (stretch: string, language: Language) => string[]) => {
    const before = known.get(stretch);
    const word = before || stretch.length > longestKnown ? stretch : copyOf(stretch);
    const own = before ?? read(word, language);
    for (const term of own) terms.push(term);
    if (before || stretch.length > longestKnown) return;
    if (known.size >= mostKnown) known.clear();
    known.set(word, own);
  };
  scanWords(text, {
    joins: true,
    take(start, end) {
      const suffix = text.startsWith('++', end) ? 2 : text.startsWith('#', end) ? 1 : 0;
      push(text.slice(start, end + suffix), termsOf);
    },
    other: (start, end) => push(text.slice(start, end), termsWithin),
  });
  return terms;
}

/** What words gave before, by the rules of each language: texts are made of the same few thousand. */
const knownWords = new WeakMap<Language, Map<string, string[]>>();
const mostKnown = 30_000;
const longestKnown = 24;
/** Of a longer piece V8 keeps the whole text that it was cut from. */
const longestCopied = 12;

const copyOf = (stretch: string): string =>
  stretch.length > longestCopied ? Buffer.from(stretch, 'utf16le').toString('utf16le') : stretch;

function knownOf(language: Language): Map<string, string[]> {
  const known = knownWords.get(language) ?? new Map<string, string[]>();
  knownWords.set(language, known);
  return known;
}

function termsOf(match: string, language: Language): string[] {
  const terms: string[] = [];
  pushTerms(terms, match, language);
  return terms;
}

/** The terms of a stretch in any script. */
function termsWithin(stretch: string, language: Language): string[] {
  const terms: string[] = [];
  for (const [match] of stretch.normalize('NFKC').matchAll(word)) {
    if (!unspaced.test(match)) pushTerms(terms, match, language);
    else {
      for (const run of match.split(unspaced)) {
        if (paired.test(run)) for (const pair of characterPairs(run)) terms.push(pair);
        else if (segmented.test(run)) for (const segment of segments(run)) terms.push(segment);
        else if (run) for (const [part] of run.matchAll(word)) pushTerms(terms, part, language);
      }
    }
  }
  return terms;
}

function pushTerms(terms: string[], match: string, language: Language): void {
  const name = match.replace(contraction, '').replace(elision, '');
  const lower = name.toLowerCase();
  const { stopWords } = language;
  if (lower.length < 2 ? !/\d/.test(lower) : lower.length > maxTermLength || stopWords.has(lower)) return;
  if (version.test(lower)) {
    const [numbers, series] = /^v?(\d+\.\d+)\.\d+$/.exec(lower) ?? [lower];
    terms.push(numbers.replace(/^v/, ''), ...(series ? [series] : []));
    return;
  }
  const parts = nameParts(name);
  if (parts.length === 1) {
    terms.push(fold(language.stem(parts[0] ?? lower)));
    return;
  }
  terms.push(fold(lower));
  for (const part of parts)
    if (part.length > 1 && !stopWords.has(part)) terms.push(fold(language.stem(part)));
}

/** Letters without their accents, where the script is one that people type without them. */
export function fold(term: string): string {
  return /[^\p{ASCII}]/u.test(term) && /\p{Script=Latin}|\p{Script=Greek}/u.test(term)
    ? term.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
    : term;
}

/** `useChat` → use, chat; `HTTPServer` → http, server; `proxy-client_max` → proxy, client, max. */
function nameParts(name: string): string[] {
  if (/^[a-z]+$/.test(name)) return [name];
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}+#]+/u)
    .filter(Boolean);
}

function characterPairs(run: string): string[] {
  const characters = [...run.toLowerCase()];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

const segments = (run: string): string[] =>
  [...segmenter.segment(run)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
