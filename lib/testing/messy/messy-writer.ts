import type { ScriptedAnswer } from '../scripted-model.ts';
import { languageOf } from '../scripted-web/languages/index.ts';
import { formsOf, isAboutTheSame, keyOf, type Statement, say } from '../scripted-web/statement.ts';
import type { World } from '../scripted-web/world.ts';
import { invent } from './invent.ts';
import { inventedKinds, type Ledger } from './ledger.ts';
import { type MarkedSentence, type MarkStyle, markStyles } from './mark-style.ts';
import { type Chance, type Mess, numberOf } from './mess.ts';
import { languageIn, type PromptQuote, partsIn, quotesIn } from './read-prompt.ts';

export type Writer = {
  world: World;
  mess: Mess;
  chance: Chance;
  ledger: Ledger;
  /** The marks of all texts; else a form for each text. */
  style?: MarkStyle | undefined;
};

type Said = { statement: Statement; quotes: number[]; published: string; kind: string };
const mostMarks = 6;

/**
 * Writes what the quotes of a prompt state, in other words, with what goes wrong when models write: forgotten marks,
 * repeats, merged sentences, inventions. The ledger has each sentence.
 */
export function writeMessily(writer: Writer, { user }: { user: string }): ScriptedAnswer {
  const { mess, chance } = writer;
  const asked = languageIn(user);
  const isOther = chance(mess.writesOtherLanguage, `language ${user}`);
  const language = isOther && !asked.startsWith('en') ? 'en' : asked.slice(0, 2);
  const said = choose(writer, { user, said: gather(writer.world, quotesIn(user)) });
  if (said.length === 0)
    return { text: languageOf(language).code === 'en' ? 'The quotes do not say it.' : '…' };
  const sentences = said.flatMap((one, at) => sentencesOf(writer, { one, at, language }));
  const merged = mergeSome(writer, { sentences, language });
  const repeated = merged.flatMap((sentence) =>
    chance(mess.repeats, `repeat ${sentence.text}`) ? [sentence, sentence] : [sentence],
  );
  const gap = /^(?:zh|ja)/.test(language) ? '' : ' ';
  const styles = Object.values(markStyles);
  const style = writer.style ?? (styles[Math.floor(numberOf(user) * styles.length)] as MarkStyle);
  const paragraphs: string[] = [];
  for (let from = 0; from < repeated.length; from += 4)
    paragraphs.push(style(repeated.slice(from, from + 4), gap));
  const text = paragraphs.join('\n\n').replaceAll('\n```\n\n```markdown\n', '\n\n');
  return { text };
}

/** What the quotes state, each once, with all quotes that state it. */
function gather(world: World, quotes: readonly PromptQuote[]): Said[] {
  const said = new Map<string, Said>();
  for (const { number, text, published, kind } of quotes) {
    for (const statement of world.statementsIn(text)) {
      const known = said.get(keyOf(statement));
      if (known) known.quotes.push(number);
      else said.set(keyOf(statement), { statement, quotes: [number], published, kind });
    }
  }
  return [...said.values()];
}

const ranks = [
  'official',
  'documentation',
  'reference',
  'paper',
  'news',
  'forum',
  'blog',
  'other',
  'shop',
  'advertising',
];
const trusted = ranks.indexOf('news');
const rankOf = ({ kind }: Said) => (ranks.includes(kind) ? ranks.indexOf(kind) : ranks.indexOf('other'));

/** What answers a part; of what disagrees, both sides where both are to be trusted and none is years older. */
function choose(
  { mess, chance, world }: Writer,
  { user, said }: { user: string; said: readonly Said[] },
): Said[] {
  const parts = partsIn(user).flatMap((part) => world.askedBy(part) ?? []);
  const section = /The section: [\s\S]*?\n\n/.exec(user)?.[0];
  const wanted = section ? parts.filter((part) => section.includes(part.subject)) : parts;
  const asked = wanted.length > 0 ? wanted : parts;
  const fitting = said.filter(({ statement }) => asked.some((part) => isAboutTheSame(part, statement)));
  return fitting.filter((one) => {
    const others = fitting.filter((other) => other !== one && isAboutTheSame(one.statement, other.statement));
    const best = [one, ...others].sort((left, right) => rankOf(left) - rankOf(right))[0] as Said;
    if (best === one) return true;
    const isOld =
      one.published !== '' &&
      best.published !== '' &&
      one.published < `${Number(best.published.slice(0, 4)) - 2}`;
    if (rankOf(one) <= trusted && !isOld) return true;
    return chance(mess.slips, `slip ${keyOf(one.statement)} ${user}`);
  });
}

function sentencesOf(
  { mess, chance, ledger }: Writer,
  { one, at, language }: { one: Said; at: number; language: string },
): MarkedSentence[] {
  const { statement } = one;
  const forms = Math.max(formsOf(statement, language), 1);
  const form = 1 + Math.floor(numberOf(`${keyOf(statement)} ${at}`) * Math.max(forms - 1, 1));
  const text = say(statement, language, form);
  ledger.add({ text, language, statements: [statement], invented: null });
  const hasMark = !chance(mess.forgetsMark, `mark ${text}`);
  const sentences: MarkedSentence[] = [{ text, quotes: hasMark ? one.quotes.slice(0, mostMarks) : [] }];
  if (!chance(mess.invents, `invent ${text}`)) return sentences;
  const falsified = inventedKinds.filter(
    (kind) => kind !== 'plausible' && invent(kind, statement, { language, form }),
  );
  const which = numberOf(`kind ${text} ${at}`);
  const kind =
    which < 0.35 ? 'plausible' : falsified[Math.floor(numberOf(`which ${text}`) * falsified.length)];
  const invented = kind && invent(kind, statement, { language, form: (form + 1) % forms });
  if (!kind || !invented || ledger.find(invented.text)) return sentences;
  ledger.add({ ...invented, language, invented: kind });
  const isMarked = !chance(mess.forgetsMark, `mark ${invented.text}`);
  return [...sentences, { text: invented.text, quotes: isMarked ? one.quotes.slice(0, 2) : [] }];
}

/** Some neighbours become one sentence, where the language of the bench can do that. */
function mergeSome(
  { mess, chance, ledger }: Writer,
  { sentences, language }: { sentences: readonly MarkedSentence[]; language: string },
): MarkedSentence[] {
  const { and } = languageOf(language);
  if (and === null) return [...sentences];
  const merged: MarkedSentence[] = [];
  for (const sentence of sentences) {
    const last = merged.at(-1);
    const own = ledger.find(sentence.text);
    const before = last && ledger.find(last.text);
    const mayJoin =
      last && own && before && !own.invented && !before.invented && before.statements.length === 1;
    if (!mayJoin || !chance(mess.merges, `merge ${sentence.text}`)) {
      merged.push(sentence);
      continue;
    }
    const text = `${last.text.replace(/\.$/, '')}${and}${sentence.text.replace(/^(?:The|A|Water|Some|All|Every|In|It|Since|With) /, (word) => word.toLowerCase())}`;
    const statements = [...before.statements, ...own.statements];
    ledger.add({ text, language, statements, invented: null });
    merged[merged.length - 1] = { text, quotes: [...new Set([...last.quotes, ...sentence.quotes])] };
  }
  return merged;
}
