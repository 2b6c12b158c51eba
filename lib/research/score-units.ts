import type { Plan } from '#lib/schema/plan.ts';
import { collectionOf, countTerms } from '#lib/text/bm25.ts';
import { conceptsOf, coverage } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { earlierShare } from './earlier-words.ts';

/** A quotable unit as it is scored: its words, its section with the section's score, and its place in it. */
export type ScorableUnit = {
  text: string;
  form: 'sentence' | 'item' | 'code' | 'table';
  heading: readonly string[];
  url: string;
  title: string;
  sectionScore: number;
  /** Units of one section share this. */
  section: string;
  /** 0 for the first unit of its section. */
  position: number;
};

/** How much each unit answers the plan: the sub-question that it answers best, and a score that compares units of a job. */
export function scoreUnits(
  units: readonly ScorableUnit[],
  { plan, earlier = '' }: { plan: Plan; earlier?: string | undefined },
): { sub_question: number; score: number }[] {
  const terms = units.map(({ text }) => new Set(tokenize(text)));
  const headings = units.map(({ heading, title }) => new Set(tokenize([title, ...heading].join('\n'))));
  const collection = collectionOf(terms.map((words) => countTerms([...words])));
  const questions = plan.sub_questions.map(({ question }) => conceptsOf(question, collection));
  const before = conceptsOf(earlier, collection);
  const own = units.map((unit, at) => {
    const shares = questions.map((concepts) => coverage(concepts, terms[at] ?? none));
    const withHeading = questions.map(
      (concepts, part) => (shares[part] ?? 0) + 0.3 * coverage(concepts, headings[at] ?? none),
    );
    const sub_question = Math.max(withHeading.indexOf(Math.max(...withHeading)), 0);
    return { section: unit.section, share: Math.max(...shares, 0), sub_question };
  });
  const asked = new Set(questions.flat().flatMap(({ words }) => words.map(({ term }) => term)));
  /** The share of a unit's words that are the question's: a short sentence to the point beats a long one. */
  const focus = (words: ReadonlySet<string>) =>
    [...words].filter((word) => asked.has(word)).length / Math.max(words.size, 4);
  const best = units.reduce<ScorableUnit | undefined>(
    (most, unit) => (most && most.sectionScore >= unit.sectionScore ? most : unit),
    undefined,
  );
  return units.map((unit, at) => {
    const near = Math.max(sameSection(own, at, -1), sameSection(own, at, 1));
    const { share, sub_question } = own[at] ?? { share: 0, sub_question: 0 };
    let score = 2 * unit.sectionScore + share + 0.3 * near + 0.3 * focus(terms[at] ?? none);
    score += earlierShare * coverage(before, terms[at] ?? none);
    if (unit.position === 0) score += 0.1;
    // A page that answers is better read whole than left for glimpses of others.
    if (unit.url === best?.url) score += 0.3;
    if (unit.form === 'code') score -= 0.1;
    return { sub_question, score };
  });
}

const none: ReadonlySet<string> = new Set();

function sameSection(own: { section: string; share: number }[], at: number, step: number): number {
  const other = own[at + step];
  return other && other.section === own[at]?.section ? other.share : 0;
}
