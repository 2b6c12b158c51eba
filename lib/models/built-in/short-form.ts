import { splitQuestion, withoutCondition } from './split-question.ts';

const maxLength = 90;

/** A sub-question as a heading: the question itself without the statements and conditions that lead up to it. */
export function shortForm(question: string): string {
  const { parts } = splitQuestion(question);
  const asked = withoutCondition((parts.at(-1) ?? question).trim());
  const bare = /^(?:why|how|when|where|what|who)\?$/i.test(asked) ? asked.replace('?', '') : asked;
  if (bare.length <= maxLength) return bare;
  return `${bare.slice(0, bare.lastIndexOf(' ', maxLength))} …`;
}
