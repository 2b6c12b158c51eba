import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** A run of letters and digits that dots, hyphens, underscores and apostrophes may join: `next.config.js`, `use-cache`. */
const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*)*(?:\+\+|#)?/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const contraction = /(?:['’](?:s|re|ve|ll|d|m)|n['’]t)$/;
const version = /^v?\d+(?:\.\d+)*$/;
const maxTermLength = 60;

/**
 * The search terms of a text, in order: lower case, stemmed, without stop words. A name keeps its whole form and
 * gives its parts as well (`streamText` → `streamtext`, `stream`, `text`); versions stay whole; scripts without
 * spaces give pairs of characters. Text and query go through this one function, so that they meet.
 */
export function tokenize(text: string): string[] {
  const terms: string[] = [];
  for (const [match] of text.normalize('NFKC').matchAll(word)) {
    if (unspaced.test(match)) terms.push(...characterPairs(match));
    else pushTerms(terms, match);
  }
  return terms;
}

function pushTerms(terms: string[], match: string): void {
  const lower = match.toLowerCase().replace(contraction, '');
  if (lower.length < 2 ? !/\d/.test(lower) : lower.length > maxTermLength || stopWords.has(lower)) return;
  if (version.test(lower)) {
    terms.push(lower.replace(/^v/, ''));
    return;
  }
  const parts = nameParts(match.replace(contraction, ''));
  if (parts.length === 1) {
    terms.push(stem(parts[0] ?? lower));
    return;
  }
  terms.push(lower);
  for (const part of parts) if (part.length > 1 && !stopWords.has(part)) terms.push(stem(part));
}

/** `useChat` → use, chat; `HTTPServer` → http, server; `proxy-client_max` → proxy, client, max. */
function nameParts(name: string): string[] {
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
