import { tokenize } from './tokenize.ts';
import { withoutStopWords } from './without-stop-words.ts';

/** What questions of any length are made of, whatever they are about. */
const asking = new Set(
  tokenize('question answer good best kind sort happen happens going mean means work works'),
);

/**
 * The terms of a question that tell what it is about, each once: without the stop words of its language and the words
 * that any question is made of. Never empty where the question has terms at all.
 */
export function tellingWords(question: string): string[] {
  const terms = [...new Set(tokenize(withoutStopWords(question)))];
  // The ending of a name (`next.js` → js) tells nothing that the name does not.
  const telling = terms.filter(
    (term) => !asking.has(term) && !terms.some((name) => name.endsWith(`.${term}`)),
  );
  return telling.length > 0 ? telling : [...new Set(tokenize(question))];
}

/** The share of terms that a text has; the text is given as the terms in it. 0 where there are none. */
export function shareIn(terms: Iterable<string>, words: ReadonlySet<string>): number {
  const all = [...terms];
  return all.length === 0 ? 0 : all.filter((term) => words.has(term)).length / all.length;
}

/** The telling words of each part of a question, and those that it alone has. */
export function distinguish(parts: readonly string[]): { all: string[]; own: string[] }[] {
  const words = parts.map(tellingWords);
  return words.map((all, index) => {
    const others = new Set(words.filter((_, other) => other !== index).flat());
    return { all, own: parts.length === 1 ? all : all.filter((word) => !others.has(word)) };
  });
}
