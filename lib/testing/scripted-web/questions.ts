import { ask, type Statement, truthsOf } from './statement.ts';
import { type Subject, subjects } from './subjects.ts';
import type { Topic } from './web-language.ts';

/** A question to the web with what a right answer states, part by part. */
export type WebQuestion = {
  question: string;
  language: string;
  parts: string[];
  /** What is true; a part that no page answers has null. */
  answers: (Statement | null)[];
  /** Statements that pages set against a true one: both are to be shown. */
  disputed: Statement[];
  /** Statements that are on pages and that nobody should take for true: what is outdated, advertised, dictated. */
  traps: Statement[];
  isHeldOut: boolean;
};

const topicsAsked: readonly (readonly Topic[])[] = [
  ['tank', 'designer'],
  ['price', 'release'],
  ['reach', 'takeover'],
  ['indoors', 'price', 'lids-all'],
];

const unanswerable: Record<string, (name: string) => string> = {
  en: (name) => `Which colours is the ${name} sold in?`,
  de: (name) => `In welchen Farben wird die ${name} verkauft?`,
  zh: (name) => `${name}有哪些颜色？`,
};

/** Twenty-four questions in English, German and Chinese: facts, disputes, outdated ones, and parts without an answer. */
export function makeQuestions(): WebQuestion[] {
  return Array.from({ length: 24 }, (_, index) => {
    const subject = subjects[(index * 5) % subjects.length] as Subject;
    const language = ['en', 'en', 'de', 'zh'][index % 4] as string;
    const topics = topicsAsked[(index + Math.floor(index / 4)) % topicsAsked.length] ?? [];
    const lacks = index % 6 === 5 ? unanswerable[language]?.(subject.name) : undefined;
    return questionOf({ subjects: [subject], topics, language, lacks });
  });
}

/** A wide question of eight parts, each about a subject of its own: what presets are compared by. */
export function wideQuestion(from: number): WebQuestion {
  return questionOf({ subjects: subjects.slice(from, from + 8), topics: ['designer'], language: 'en' });
}

export function questionOf(given: {
  subjects: readonly Subject[];
  topics: readonly Topic[];
  language: string;
  lacks?: string | undefined;
}): WebQuestion {
  const { topics, language, lacks } = given;
  const pairs = topics.flatMap((topic) => given.subjects.map((subject) => ({ topic, subject })));
  const parts = pairs.map(({ topic, subject }) => ask(topic, subject.name, language));
  const answers = pairs.map(({ topic, subject }): Statement | null => {
    const truths = truthsOf(subject);
    return (
      truths.find((truth) => ask(truth.topic, subject.name, 'en') === ask(topic, subject.name, 'en')) ?? null
    );
  });
  const disputed = pairs.flatMap(({ topic, subject }): Statement[] =>
    topic === 'reach' ? [{ subject: subject.name, topic, number: subject.disputedKilometres, unit: 0 }] : [],
  );
  const traps = pairs.flatMap(({ topic, subject }): Statement[] =>
    topic === 'price'
      ? [subject.formerPrice, subject.price - subject.formerPrice + 7, 1].map((number) => ({
          subject: subject.name,
          topic,
          number,
        }))
      : [],
  );
  if (lacks) {
    parts.push(lacks);
    answers.push(null);
  }
  const gap = language === 'zh' || language === 'ja' ? '' : ' ';
  return {
    question: parts.join(gap),
    language,
    parts,
    answers,
    disputed,
    traps,
    isHeldOut: given.subjects.some(({ isHeldOut }) => isHeldOut),
  };
}
