import type { Plan } from '#lib/schema/plan.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { spelledNames } from '#lib/text/query-terms.ts';
import { distinguish } from '#lib/text/telling-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { kindOf, type QuestionKind } from './question-kind.ts';
import { questionHeading } from './split-question.ts';

/** A part of a question as the writer sees it: what it asks, its telling words, and those that it alone has. */
export type Part = {
  heading: string;
  /** The same with what leads up to it, and what was said before that it leaves out. */
  asks: string;
  kind: QuestionKind | undefined;
  all: string[];
  own: string[];
  /** Names that it asks about, as it spells them. */
  names: string[];
};

export function readParts({ question, plan }: { question: string; plan: Plan }): Part[] {
  const [only, second] = plan.sub_questions;
  const asked =
    only && !second
      ? [plainQuestion(only.question || question)]
      : plan.sub_questions.map(({ question }) => question);
  // A follow-up is searched for with what it leaves out behind it.
  const whole = asked.map((text, at) => {
    const [first = ''] = plan.sub_questions[at]?.queries ?? [];
    return first.startsWith(`${text} `) ? first : text;
  });
  const words = distinguish(whole);
  return asked.map((text, index): Part => {
    const heading = questionHeading(text);
    const { all = [], own = [] } = words[index] ?? {};
    const names = spelledNames(heading).filter((name) => /\p{L}{2}/u.test(name) && tokenize(name)[0]);
    return { heading, asks: whole[index] ?? text, kind: kindOf(heading), all, own, names };
  });
}
