import { languageOf } from '../scripted-web/languages/index.ts';
import { fill, type Statement, say } from '../scripted-web/statement.ts';
import { strangers } from '../scripted-web/subjects.ts';
import type { Topic } from '../scripted-web/web-language.ts';
import type { InventedKind } from './ledger.ts';
import { numberOf } from './mess.ts';

const turned: Partial<Record<Topic, Topic>> = {
  outdoors: 'indoors',
  indoors: 'outdoors',
  'lids-all': 'lids-some',
  'lids-some': 'lids-all',
};

/** How each kind falsifies a statement; null where the kind does not fit it. */
const falsify: Record<Exclude<InventedKind, 'plausible'>, (of: Statement) => Statement | null> = {
  number: (of) =>
    of.number === undefined ? null : { ...of, number: of.number + 11 + Math.floor(7 * numberOf(of.subject)) },
  unit: (of) => (of.unit === 0 ? { ...of, unit: 1 } : null),
  date: (of) => (of.day === undefined ? null : { ...of, day: of.day + 43 }),
  name: (of) =>
    of.who === undefined
      ? null
      : { ...of, who: strangers[Math.floor(numberOf(of.subject) * strangers.length)] ?? '' },
  role: (of) => (of.buyer && of.bought ? { ...of, buyer: of.bought, bought: of.buyer } : null),
  negation: (of) => turn(of, /outdoors|indoors/),
  quantifier: (of) => turn(of, /lids/),
};

function turn(of: Statement, topic: RegExp): Statement | null {
  const other = turned[of.topic];
  return other && topic.test(of.topic) ? { ...of, topic: other } : null;
}

/** An untrue sentence of a kind near a statement, in a language and form; null where the kind does not fit. */
export function invent(
  kind: InventedKind,
  of: Statement,
  { language, form }: { language: string; form: number },
): { text: string; statements: Statement[] } | null {
  if (kind === 'plausible') {
    const list = languageOf(language).plausible;
    const template = list[Math.floor(numberOf(`${of.subject} ${of.topic} ${form}`) * list.length)] ?? '';
    return { text: fill(template, { S: of.subject }), statements: [] };
  }
  const statement = falsify[kind](of);
  return statement && { text: say(statement, language, form), statements: [statement] };
}
