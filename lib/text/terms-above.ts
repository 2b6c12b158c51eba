import { tokenize } from './tokenize.ts';

const known = new Map<string, readonly string[]>();
const mostKnown = 2000;

/** The terms of a title and the headings below it: what many units of a page share is read once. */
export function termsAbove({
  title,
  heading,
}: {
  title: string;
  heading: readonly string[];
}): readonly string[] {
  const above = [title, ...heading].join('\n');
  const terms = known.get(above) ?? tokenize(above);
  if (known.size >= mostKnown) known.clear();
  known.set(above, terms);
  return terms;
}
