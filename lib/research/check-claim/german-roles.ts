import type { Sentence } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/**
 * Whether two German sentences around the same verb have two names the other way round. Their order is free: who does it
 * is told by "von" or "durch" in a passive, by an accusative before the other ("den Betrieb Karlin"), else by who comes
 * first. In doubt nobody does it.
 */
export function hasTurnedGermanRoles(own: Sentence, sentence: Sentence, lexicon: Lexicon): boolean {
  const [claim, source] = [own, sentence].map(({ words }) => words) as [readonly Word[], readonly Word[]];
  const verb = claim.find(
    ({ content, text, key }) =>
      content &&
      /^\p{Ll}/u.test(text) &&
      source.some((word) => word.key === key && /^\p{Ll}/u.test(word.text)),
  );
  if (!verb) return false;
  const theirs = namesOnce(source).map(({ key }) => key);
  const names = namesOnce(claim).flatMap(({ key }) => (theirs.includes(key) ? [key] : []));
  return names.some((one, at) =>
    names.slice(at + 1).some((other) => {
      const [agent, instead] = [own, sentence].map((of) => agentOf([one, other], of, { lexicon, verb }));
      return agent !== undefined && instead !== undefined && agent !== instead;
    }),
  );
}

const namesOnce = (words: readonly Word[]) =>
  words.filter(
    ({ text, key, content }) =>
      content && /^\p{Lu}\D*$/u.test(text) && words.filter((word) => word.key === key).length === 1,
  );

type Given = { lexicon: Lexicon; verb: Word };

/** Which of two names does it to the other. */
function agentOf(names: readonly string[], { words, text }: Sentence, given: Given): string | undefined {
  const [first, second] = words.filter(({ key }) => names.includes(key));
  // What stands in two clauses are not the two sides of one verb.
  if (!first || !second || isParted(text.slice(first.end, second.start))) return undefined;
  const [one, other] = [first, second].map((word) => partOf(word, words, given));
  if (words.some(({ lower }) => /^(?:w[iu]rd|worden|werden)/.test(lower)))
    return one === 'agent' ? first.key : other === 'agent' ? second.key : undefined;
  if (one === 'object' && other === 'name') return second.key;
  return one === 'name' && (other === 'name' || other === 'object') ? first.key : undefined;
}

/** By a stop, or one comma alone: two of them stand around what is told by the way. */
const isParted = (text: string) => /[;:.]/.test(text) || text.split(',').length % 2 === 0;

/** What part a name has by the word before it, or before the noun before it; undefined for a common noun. */
function partOf(
  word: Word,
  words: readonly Word[],
  { lexicon, verb }: Given,
): 'agent' | 'object' | 'name' | undefined {
  const at = words.indexOf(word);
  const [before, further] = [words[at - 1], words[at - 2]];
  const marker = before && further && /^\p{Lu}/u.test(before.text) ? further : before;
  if (!marker || !before) return 'name';
  if (lexicon.passive(marker.lower)) return 'agent';
  if (/^(?:den|einen)$/.test(marker.lower)) return 'object';
  const isAdjective = before.content && /^(?:\p{Ll}|\d{1,3}$)/u.test(before.text) && before.key !== verb.key;
  return isAdjective || bound.test(marker.lower) ? undefined : 'name';
}

/** Prepositions, and articles that leave the case open. */
const bound =
  /^(?:in|im|aus|nach|bei|für|mit|zu[mr]?|am|an|auf|über|unter|vor|seit|gegen|ohne|de[rms]|die|das|eine?[rms]?)$/;
