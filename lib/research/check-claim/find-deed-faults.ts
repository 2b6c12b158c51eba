import { agentOf, mayBeOne } from './agents.ts';
import { isSameWord } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import type { Evidence } from './evidence.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/** Who did it and what stands there instead, as words of claim and source. */
export type Turned = { claim: Word[]; source: Word[] };

/**
 * Someone who stands in the source does in the claim what another one does there: "designed by Voss" of "designed by Hart
 * and built by Voss". Told only where every place that has the word says who does it, and none says the claim's.
 */
export function wrongAgent(claim: ClaimReading): Turned | undefined {
  const { evidence, lexicon } = claim;
  const ownNames = new Set(claim.words.filter(isCapital).map(({ key }) => key));
  const isName = (key: string) => ownNames.has(key) || namesOf(evidence).has(key);
  for (const [deed, word] of claim.words.entries()) {
    if (!isDeed(word)) continue;
    const own = agentOf(deed, { sentence: claim, lexicon, isName });
    if (!own) continue;
    const told = claim.words.filter(
      ({ content, key }) => content && key !== word.key && !own.some((name) => name.key === key),
    );
    const places = evidence.sentences.flatMap((sentence) =>
      sentence.words.flatMap((other, at) => {
        if (!isDeed(other) || !isSameDeed(other.key, word.key, lexicon)) return [];
        const agent = agentOf(at, { sentence, lexicon, isName });
        const shared = told.filter(({ key }) => sentence.keys.has(key)).length;
        return [{ agent, shared, other }];
      }),
    );
    const most = Math.max(0, ...places.map(({ shared }) => shared));
    if (told.length > 0 && most <= told.length / 2) continue;
    const near = places.filter(({ agent, shared }) => shared === most || (agent && mayBeOne(agent, own)));
    const [first] = near;
    if (!first?.agent || near.some(({ agent }) => !agent || mayBeOne(agent, own))) continue;
    return { claim: [...own, word].sort(inOrder), source: [...first.agent, first.other].sort(inOrder) };
  }
  return undefined;
}

/** `gebaut` and `baute` are forms of one verb. */
const isSameDeed = (one: string, other: string, { code }: Lexicon) =>
  isSameWord(one, other) ||
  (/^(?:de|nl)$/.test(code) && isSameWord(one.replace(/^ge/, ''), other.replace(/^ge/, '')));

const inOrder = (one: Word, other: Word) => one.start - other.start;
const isDeed = ({ text, content }: Word) => content && /^\p{Ll}\D*$/u.test(text);

const known = new WeakMap<Evidence, ReadonlySet<string>>();

/** What has a capital within a sentence, or begins one before another with a capital, by its keys. */
function namesOf(evidence: Evidence): ReadonlySet<string> {
  const found =
    known.get(evidence) ??
    new Set(evidence.sentences.flatMap(({ words }) => words.filter(isCapital).map(({ key }) => key)));
  known.set(evidence, found);
  return found;
}

const isCapital = ({ text, content }: Word, at: number, words: readonly Word[]) =>
  content && /^\p{Lu}/u.test(text) && (at > 0 || /^\p{Lu}/u.test(words[at + 1]?.text ?? ''));
