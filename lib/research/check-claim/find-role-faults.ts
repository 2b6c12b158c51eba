import { isSameWord, shareOf } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import { clausesOf, type Sentence } from './clauses.ts';
import type { Fault } from './fault.ts';
import { wrongAgent } from './find-deed-faults.ts';
import { hasTurnedGermanRoles } from './german-roles.ts';
import { wrongHanAgent } from './han-roles.ts';
import type { Lexicon } from './lexicon.ts';
import { crossedClauses, mixedClause } from './mixed-clauses.ts';
import type { Word } from './read-words.ts';

/** Nearly every word is the same: then the order of who and whom is what differs. */
const nearCopy = 0.85;
/** So much is the same where a passive is told as an active. */
const sameThing = 0.6;
/** Words that say the same whoever comes first. */
const mutual =
  /^(?:and|or|with|und|oder|mit|et|ou|avec|y|o|con|e|ed|com|en|met|и|или|с|和|与|及|跟|同|または|と|و|और|meet|met|marri|merg|equal|same|both|between|together|differ|border|vs|versus|verheiratet|trafen|fusion\S*|结婚|合并|相同|不同|之间)$/;

/**
 * Who does what to whom the other way round: claim and sentence have nearly the same words, and two of them, which stand
 * for someone or something, have changed places around a word that both share.
 */
export function findRoleFaults(claim: ClaimReading): Fault[] {
  if (!claim.sameLanguage) return [];
  const speaking = claim.closest.filter(({ share }) => share >= nearCopy).slice(0, 3);
  const found = speaking.map(({ sentence }) => swappedIn(claim, sentence));
  const [first] = found;
  // One sentence that says it in the claim's order bears it out.
  if (first && found.every((fault) => fault !== undefined)) return [first];
  const inHan = claim.lexicon.isUnspaced ? wrongHanAgent(claim) : undefined;
  if (inHan) return [inHan];
  const other = wrongAgent(claim);
  if (other) return [roleFault(other.claim, other.source, claim.lexicon)];
  const [best] = claim.closest;
  if (!best || best.share < sameThing) return [];
  const mixed =
    best.share >= nearCopy
      ? (mixedClause(claim, best.sentence, claim.lexicon) ??
        crossedClauses(claim, best.sentence, claim.lexicon))
      : undefined;
  if (mixed) return [roleFault(mixed.claim, mixed.source, claim.lexicon)];
  const source = best.sentence.words;
  const turned = turnedPassive(claim.words, source, claim.lexicon);
  if (turned) return [turned];
  const isTurned = claim.lexicon.code === 'de' && hasTurnedGermanRoles(claim, best.sentence, claim.lexicon);
  return isTurned ? [roleFault(claim.words, source, claim.lexicon)] : [];
}

/** In the whole sentence, or in the clause that holds the claim: a word that stands twice in the one stands once in the other. */
function swappedIn({ words, lexicon }: ClaimReading, sentence: Sentence): Fault | undefined {
  const whole = swapped(words, sentence.words, lexicon) ?? exchanged(words, sentence.words, lexicon);
  if (whole) return whole;
  const clause = clausesOf(sentence, lexicon).find(
    (one) => shareOf(words, new Set(one.words.map(({ key }) => key))) >= nearCopy,
  );
  return clause && swapped(words, clause.words, lexicon);
}

/**
 * "Acme was bought by Zenith" where the source has "Acme bought Zenith", or the other way round: both names in the same
 * order around the same verb, and only one side has the second of them as the one who does it.
 */
function turnedPassive(claim: readonly Word[], source: readonly Word[], lexicon: Lexicon): Fault | undefined {
  for (const agent of claim) {
    const other = source.find(({ key }) => key === agent.key);
    if (!other || !isOnce(agent, claim) || !isOnce(other, source) || !isActor(agent, claim, lexicon))
      continue;
    const [own, others] = [isAgent(agent, claim, lexicon), isAgent(other, source, lexicon)];
    if (own === others) continue;
    const [passive, active] = own ? [claim, source] : [source, claim];
    const [at, place] = own
      ? [claim.indexOf(agent), source.indexOf(other)]
      : [source.indexOf(other), claim.indexOf(agent)];
    const before = active.slice(Math.max(place - 6, 0), place);
    const joint = passive.slice(0, at).findLastIndex(({ lower }) => lexicon.joint(lower));
    // The verb stands before its agent, or right behind it where the language has it so.
    const verbs = passive
      .slice(lexicon.code === 'zh' ? at + 1 : Math.max(at - 5, joint + 1, 0), at + 2)
      .filter((word) => isDoing(word, lexicon) && word.content);
    const isSubject = (word: Word) =>
      word.content &&
      !/\d/.test(word.text) &&
      isActor(word, active, lexicon) &&
      passive.slice(0, at).some(({ key }) => key === word.key) &&
      !isSameWord(word.key, agent.key);
    const isTold = before.some(
      (word) =>
        isDoing(word, lexicon) &&
        // "with the help of"
        !determiner.test(active[active.indexOf(word) - 1]?.lower ?? '') &&
        verbs.some(({ key }) => isSameWord(key, word.key)) &&
        active.slice(0, active.indexOf(word)).some(isSubject),
    );
    if (!isTold) continue;
    return roleFault(claim, source, lexicon);
  }
  return undefined;
}

/** The name after "by" does what is done. */
function isAgent(word: Word, words: readonly Word[], lexicon: Lexicon): boolean {
  const before = words[words.indexOf(word) - 1];
  return before !== undefined && lexicon.passive(before.lower);
}

function swapped(claim: readonly Word[], source: readonly Word[], lexicon: Lexicon): Fault | undefined {
  const placed = claim.flatMap((word, at) => {
    const places = source.flatMap((other, place) => (isSameWord(word.key, other.key) ? [place] : []));
    return places.length === 1 && isOnce(word, claim) ? [{ word, at, place: places[0] ?? 0 }] : [];
  });
  const content = placed.filter(({ word }) => word.content);
  for (const [index, one] of content.entries()) {
    for (const other of content.slice(index + 1)) {
      if (
        one.place < other.place ||
        !isActor(one.word, claim, lexicon) ||
        !isActor(other.word, claim, lexicon) ||
        // "in Melby" is where it happens, whatever comes first.
        [one, other].some(({ at, place }) => isMarkedAlike(markerOf(claim, at), markerOf(source, place))) ||
        [one, other].some(
          ({ at, place }) => isGermanObject(claim, at, lexicon) && isGermanObject(source, place, lexicon),
        )
      )
        continue;
      const between = placed.filter(({ at }) => at > one.at && at < other.at);
      const inSource = between.filter(({ place }) => place > other.place && place < one.place);
      const doing = inSource.find(({ word }) => isDoing(word, lexicon));
      if (!doing || other.at - one.at > 9 || one.place - other.place > 9) continue;
      const sides = [claim.slice(one.at, other.at + 1), source.slice(other.place, one.place + 1)];
      if (sides.some((side) => side.some(({ lower }) => mutual.test(lower)))) continue;
      const isConverse = (sides[0] ?? []).some((own) =>
        (sides[1] ?? []).some((word) => lexicon.opposite(own.lower, word.lower)),
      );
      // "A sold it to B" is "B bought it from A".
      if (isConverse) continue;
      // "takes a lock" is no swap of "a lock taken on it".
      if (!lexicon.isUnspaced && markerOf(claim, other.at) !== markerOf(source, one.place)) continue;
      if (isPassive(sides[0] ?? [], lexicon) !== isPassive(sides[1] ?? [], lexicon)) continue;
      return roleFault(sides[0] ?? [], sides[1] ?? [], lexicon);
    }
  }
  return undefined;
}

/** "den Stahl" is what it is done to, wherever it stands, and "das Libretto" may be; "an die Stadt" is not. */
const isGermanObject = (words: readonly Word[], at: number, { code }: Lexicon) =>
  code === 'de' &&
  /^(?:den|einen|das|die|eine?)$/.test(words[at - 1]?.lower ?? '') &&
  words[at - 2]?.content !== false;

/** "from Linz to Graz" of "from Graz to Linz": each of two names has the preposition of the other. */
function exchanged(claim: readonly Word[], source: readonly Word[], lexicon: Lexicon): Fault | undefined {
  const placed = claim.flatMap((word, at) => {
    const place = source.findIndex(({ key }) => key === word.key);
    const [own, other] = [prepositionOf(claim, at), prepositionOf(source, place)];
    const isName = /^\p{Lu}/u.test(word.text) && word.content && isOnce(word, claim) && isOnce(word, source);
    return isName && own && other && own !== other ? [{ at, place, own, other }] : [];
  });
  for (const [index, one] of placed.entries()) {
    const two = placed.slice(index + 1).find(({ own, other }) => own === one.other && other === one.own);
    if (!two || [one.own, one.other].some((marker) => mutual.test(marker))) continue;
    const [from, to] = [Math.min(one.place, two.place), Math.max(one.place, two.place)];
    return roleFault(
      claim.slice(one.at - 1, two.at + 1),
      source.slice(Math.max(from - 1, 0), to + 1),
      lexicon,
    );
  }
  return undefined;
}

/** What stands right before a name and its article, where that is one of the commonest words. */
function prepositionOf(words: readonly Word[], at: number): string | undefined {
  let before = at - 1;
  while (words[before] && /^\p{Lu}/u.test(words[before]?.text ?? '') && words[before]?.content) before -= 1;
  const word = words[before];
  const isArticle = word !== undefined && word.lower.length > 1 && determiner.test(word.lower);
  const marker = isArticle ? words[before - 1] : word;
  return marker && !marker.content && !(marker.lower.length > 1 && determiner.test(marker.lower))
    ? marker.lower
    : undefined;
}

const isMarkedAlike = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one === other;

/** The preposition or the like before a word and what belongs to it ("to her son Robert"), articles aside. */
const markerOf = (words: readonly Word[], at: number): string | undefined =>
  words.slice(Math.max(at - 3, 0), at).findLast(({ lower, content }) => !content && !determiner.test(lower))
    ?.lower;

function roleFault(claim: readonly Word[], source: readonly Word[], lexicon: Lexicon): Fault {
  const say = (words: readonly Word[]) => words.map(({ text }) => text).join(lexicon.isUnspaced ? '' : ' ');
  return { kind: 'role', claim: say(claim), source: say(source) };
}

const isOnce = ({ key }: Word, words: readonly Word[]) =>
  words.filter((word) => word.key === key).length === 1;
const isPassive = (words: readonly Word[], lexicon: Lexicon) =>
  words.some(({ lower }) => lexicon.passive(lower));

/** A name (German nouns are names too here), a noun with its article, in scripts without capitals any longer word. */
function isActor(word: Word, words: readonly Word[], lexicon: Lexicon): boolean {
  if (/^\p{Lu}/u.test(word.text)) return true;
  if (!/^(?:en|de|fr|es|it|pt|nl|ru)$/.test(lexicon.code)) return word.text.length >= 2;
  const at = words.indexOf(word);
  const before = words.slice(Math.max(at - 2, 0), at);
  return before.some(({ lower }) => determiner.test(lower) || agentArticle.test(lower));
}

const determiner =
  /^(?:the|an?|its|their|his|her|la|le|les|el|los|las|une?|una|un|uno|il|lo|gli|i|o|os|a|as|um|uma|het|een|d[ae][smnr]|die|eine?[nmrs]?)$/;

/** Of those who do it: a preposition with its article. */
const agentArticle = /^(?:d[ae]i|dall?|dalla|dallo|dagli|dalle|pel[oa]s?)$/;

/** A verb or direction between them: no name, no number. */
const isDoing = ({ text, content, lower }: Word, lexicon: Lexicon) =>
  !/\d/.test(text) &&
  (lexicon.isUnspaced ? content : /^\p{Ll}/u.test(text)) &&
  (content || /^(?:to|than|from|nach|als|vers|que|на|比)$/.test(lower));
