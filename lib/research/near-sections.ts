import { nearShares } from '#lib/text/join-nearness.ts';
import { isEnglish } from '#lib/text/language.ts';
import { underHeading } from '#lib/text/near-in-meaning.ts';
import { meaningOf, nearness } from '#lib/text/word-vectors/word-vectors.ts';
import type { EvidencePage } from './evidence-page.ts';

type Section = { start: number; end: number; heading: readonly string[]; page: EvidencePage };

/** So many sections, the best by their words, are held against a question: each takes a quarter of a millisecond. */
const mostSections = 60;
/** Between the farthest and the nearest of many sections there is so much as a rule: what lies closer together tells less. */
const usualSpread = 0.5;

/**
 * Tells how near sections are in meaning to parts of an English question: of the best by their `scores`, each as a share
 * between the farthest and the nearest, 0 for the rest. What is written in another language keeps its rank: it is as near
 * as its score is good. Undefined for a question in another language.
 */
export function compareSections(
  sections: readonly Section[],
  question: string,
): ((part: string, scores: readonly number[]) => number[]) | undefined {
  if (!isEnglish(question)) return undefined;
  const foreign = new Map<EvidencePage, boolean>();
  const isForeign = (page: EvidencePage) => {
    const known = foreign.get(page) ?? !isEnglish(page.text);
    foreign.set(page, known);
    return known;
  };
  const meanings = new Map<Section, Float32Array | undefined>();
  const meaningOfSection = (section: Section) => {
    const { page, start, end, heading } = section;
    if (!meanings.has(section))
      meanings.set(
        section,
        meaningOf(underHeading({ title: page.title, heading, text: page.text.slice(start, end) })),
      );
    return meanings.get(section);
  };
  return (part, scores) => {
    const asked = meaningOf(part);
    if (!asked) return sections.map(() => 0);
    const best = [...sections.keys()]
      .sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
      .slice(0, mostSections);
    const top = Math.max(...best.map((at) => scores[at] ?? 0), Number.MIN_VALUE);
    const near = best.map((at) => {
      const section = sections[at] as Section;
      return isForeign(section.page) ? undefined : nearness(asked, meaningOfSection(section));
    });
    const shares = sections.map(() => 0);
    for (const [place, share] of nearShares(near, usualSpread).entries()) {
      const at = best[place] as number;
      shares[at] = share ?? (scores[at] ?? 0) / top;
    }
    return shares;
  };
}
