import { webLanguages } from './languages/index.ts';
import type { WebPage } from './make-pages.ts';
import { ask, formsOf, keyOf, type Statement, say, truthsOf } from './statement.ts';
import { subjects } from './subjects.ts';

export type World = {
  /** What a text states, in the order of the text, in whatever language and form. */
  statementsIn(text: string): Statement[];
  isTrue(statement: Statement): boolean;
  /** What a question asks after, by a true statement that answers it; null where nothing does. */
  askedBy(question: string): Statement | null;
};

/** All that can be said of the invented subjects, to be recognised wherever it stands. */
export function createWorld(pages: readonly WebPage[]): World {
  const truths = subjects.flatMap(truthsOf);
  const trueKeys = new Set(truths.map(keyOf));
  const known = new Map<string, Statement>();
  for (const statement of [...truths, ...pages.flatMap(({ says }) => says)])
    known.set(keyOf(statement), statement);
  const sentences = new Map<string, { words: string; statement: Statement }[]>();
  for (const statement of known.values()) {
    const list = sentences.get(statement.subject) ?? [];
    sentences.set(statement.subject, list);
    for (const { code } of webLanguages)
      for (let form = 0; form < formsOf(statement, code); form += 1)
        list.push({ words: core(say(statement, code, form)), statement });
  }
  const questions = truths.flatMap((statement) =>
    webLanguages.map(({ code }) => ({ words: ask(statement.topic, statement.subject, code), statement })),
  );
  return {
    statementsIn(text) {
      const flat = text.replace(/\s+/g, ' ').toLowerCase();
      const found = new Map<string, { at: number; statement: Statement }>();
      for (const { name } of subjects) {
        if (!flat.includes(name.toLowerCase())) continue;
        for (const { words, statement } of sentences.get(name) ?? []) {
          const at = flat.indexOf(words);
          const key = keyOf(statement);
          if (at >= 0 && at < (found.get(key)?.at ?? Number.POSITIVE_INFINITY))
            found.set(key, { at, statement });
        }
      }
      return [...found.values()].sort((left, right) => left.at - right.at).map(({ statement }) => statement);
    },
    isTrue: (statement) => trueKeys.has(keyOf(statement)),
    askedBy: (question) =>
      questions.find(({ words }) => words !== '' && question.includes(words))?.statement ?? null,
  };
}

/** A sentence without its full stop, as it also stands inside another one. */
const core = (sentence: string) =>
  sentence
    .replace(/[.。।]$/, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
