import { detectLanguage } from './language.ts';
import { meaningOf, nearness } from './word-vectors/word-vectors.ts';

/**
 * How near texts are in meaning to each of some English questions, from -1 to 1, in their order, by the vectors of their
 * words: no model is asked. All 0 for a question in another language, which the vectors do not know.
 */
export function nearInMeaning(questions: readonly string[], texts: readonly string[]): number[][] {
  const isEnglish = questions.map((question) => (detectLanguage(question) ?? 'en') === 'en');
  const meanings = isEnglish.some(Boolean) ? texts.map(meaningOf) : [];
  return questions.map((question, at) => {
    if (!isEnglish[at]) return texts.map(() => 0);
    const asked = meaningOf(question);
    return meanings.map((meaning) => nearness(asked, meaning));
  });
}

/** A text as it is compared with a question: below the title of its page and the heading that it stands under. */
export const underHeading = ({
  title,
  heading,
  text,
}: {
  title: string;
  heading: readonly string[];
  text: string;
}): string => [title, ...heading.slice(-1), text].join('\n');

/** Among fewer texts the nearest three tell little. */
const many = 30;
/** So near are the nearest three of many texts, as a mean, if one of them answers. */
const nearEnough = 0.48;

/**
 * Whether many English texts have some that are about what each question asks; true where it cannot be told: of few
 * texts, and of texts or questions in another language.
 */
export function haveAbout(questions: readonly string[], texts: readonly string[]): boolean[] {
  if (texts.length < many || detectLanguage(texts.join('\n')) !== 'en') return questions.map(() => true);
  return nearInMeaning(questions, texts).map((near) => {
    const best = [...near].sort((one, other) => other - one).slice(0, 3);
    return near.every((one) => one === 0) || best.reduce((sum, one) => sum + one, 0) >= 3 * nearEnough;
  });
}

/** By the nearest of them, of 201 answers to the questions in `bench/data`: 4 of 16 below 0.55, 28 of 38 above 0.75. */
const chance = { at: 0.656, slope: 7.25 };

/**
 * How likely texts are to have what an English question asks for, by how near the nearest of them is in meaning, from 0 to
 * 1: so many of the answers measured had it. Undefined for a question in another language, and where no word is known.
 */
export function chanceOfAnswer(question: string, texts: readonly string[]): number | undefined {
  const [near = []] = nearInMeaning([question], texts);
  if (near.every((one) => one === 0)) return undefined;
  return 1 / (1 + Math.exp(chance.slope * (chance.at - Math.max(...near))));
}
