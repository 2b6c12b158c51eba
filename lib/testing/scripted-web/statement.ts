import { languageOf } from './languages/index.ts';
import type { Subject } from './subjects.ts';
import type { Topic } from './web-language.ts';

/** One thing that is said of a subject. What is equal says the same; `unit` 1 is the unit that pages do not use. */
export type Statement = {
  subject: string;
  topic: Topic;
  number?: number;
  unit?: 0 | 1;
  /** Days since 1970. */
  day?: number;
  who?: string;
  buyer?: string;
  bought?: string;
  year?: number;
};

/** Equal for statements that say the same. */
export const keyOf = (statement: Statement): string =>
  [
    statement.subject,
    statement.topic,
    statement.number,
    statement.unit,
    statement.day,
    statement.who,
    statement.buyer,
    statement.bought,
    statement.year,
  ].join('|');

/** Topics that answer the same question: of these, one is true of a subject. */
const opposites: Partial<Record<Topic, Topic>> = {
  outdoors: 'indoors',
  indoors: 'outdoors',
  'lids-all': 'lids-some',
  'lids-some': 'lids-all',
};

/** Whether two statements answer the same question. */
export const isAboutTheSame = (one: Statement, other: Statement): boolean =>
  one.subject === other.subject && (one.topic === other.topic || one.topic === opposites[other.topic]);

/** How many forms a language has for a statement. */
export const formsOf = (statement: Statement, language: string): number =>
  languageOf(language).says[statement.topic]?.length ?? 0;

/** A statement as a language says it; its first form where it has no such form. */
export function say(statement: Statement, language: string, form = 0): string {
  const words = languageOf(language);
  const forms = words.says[statement.topic] ?? [];
  const template = forms[form % Math.max(forms.length, 1)] ?? '';
  const unit = statement.unit ?? 0;
  return fill(template, {
    S: statement.subject,
    n: String(statement.number ?? ''),
    u: words.liters[unit],
    k: words.kilometres[unit],
    d: statement.day === undefined ? '' : words.day(new Date(statement.day * 86_400_000)),
    who: statement.who ?? '',
    A: statement.buyer ?? '',
    B: statement.bought ?? '',
    y: String(statement.year ?? ''),
  });
}

export const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** All that is true of a subject. */
export function truthsOf(subject: Subject): Statement[] {
  const of = { subject: subject.name };
  return [
    { ...of, topic: 'tank', number: subject.liters, unit: 0 },
    { ...of, topic: 'reach', number: subject.kilometres, unit: 0 },
    { ...of, topic: 'price', number: subject.price },
    { ...of, topic: 'release', day: subject.day },
    { ...of, topic: 'designer', who: subject.designer },
    { ...of, topic: 'takeover', buyer: subject.buyer, bought: subject.bought, year: subject.year },
    { ...of, topic: subject.isForOutdoors ? 'outdoors' : 'indoors' },
    { ...of, topic: subject.hasAllLids ? 'lids-all' : 'lids-some' },
  ];
}

/** The question that a statement of this topic answers, in a language. */
export function ask(topic: Topic, subject: string, language: string): string {
  const { asks } = languageOf(language);
  const asked = asks[topic] ?? asks[opposites[topic] ?? topic];
  return fill(asked ?? '', { S: subject });
}
