import { isEnglish } from './language.ts';
import { meaningOf, nearness } from './word-vectors/word-vectors.ts';

/**
 * How near texts are in meaning to each of some English questions, from -1 to 1, in their order, by the vectors of their
 * words: no model is asked. All 0 for a question in another language, which the vectors do not know.
 */
export function nearInMeaning(questions: readonly string[], texts: readonly string[]): number[][] {
  const known = questions.map(isEnglish);
  const meanings = known.some(Boolean) ? texts.map(meaningOf) : [];
  return questions.map((question, at) => {
    if (!known[at]) return texts.map(() => 0);
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
