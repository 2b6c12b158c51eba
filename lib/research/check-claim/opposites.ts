import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/** Whether two words say the opposite of each other, by a language's pairs or by a prefix that denies. */
export const isOpposite = (one: Word, other: Word, lexicon: Lexicon): boolean =>
  lexicon.opposite(one.lower, other.lower) || isDeniedForm(one, other) || isDeniedForm(other, one);

const denyingPrefix = /^(?:un|in|im|ir|il|dis|non|mis|dés|des|ent|不|无|非|未)$/;

/** "unsupported" and "supported", "非公开" and "公开". */
const isDeniedForm = (one: Word, other: Word) => other.content && isPrefixed(one.lower, other.lower);
const isPrefixed = (longer: string, shorter: string) =>
  longer.length > shorter.length &&
  (shorter.length >= 5 || /^\p{Script=Han}/u.test(shorter)) &&
  longer.endsWith(shorter) &&
  denyingPrefix.test(longer.slice(0, longer.length - shorter.length));
