import { detectLanguage } from '#lib/text/language.ts';
import { ask, isAboutTheSame, say } from '../scripted-web/statement.ts';
import type { Writer } from './messy-writer.ts';
import { notesIn, partsIn, tagged } from './read-prompt.ts';

/** Splits a question at its question marks. */
export function planMessily({ world }: Writer, user: string): string {
  const question = tagged(user, 'question');
  const most = Number(/At most (\d+) parts/.exec(user)?.[1] ?? 3);
  const parts = (question.match(/[^?？؟]+[?？؟]/g) ?? [question]).map((part) => part.trim());
  const language = detectLanguage(question) ?? 'en';
  return JSON.stringify({
    brief: {
      kind: parts.length > 3 ? 'overview' : 'fact',
      language,
      length: parts.length > 3 ? 'long' : 'medium',
      pitfalls: 'An outdated price.',
    },
    sub_questions: parts.slice(0, most).map((part) => {
      const asked = world.askedBy(part);
      const other = asked && ask(asked.topic, asked.subject, language === 'en' ? 'de' : 'en');
      return {
        question: part,
        queries: [part, ...(other ? [other] : [])],
        expects: 'A sentence that says it.',
      };
    }),
  });
}

/** Names the units that state what a part asks after; passes over some, names the neighbour of others. */
export function readMessily({ world, mess, chance }: Writer, user: string): string {
  const page = /<page>\n([\s\S]*?)\n<\/page>/.exec(user)?.[1] ?? '';
  const parts = partsIn(user).map((part) => world.askedBy(part));
  const language = detectLanguage(tagged(user, 'question')) ?? 'en';
  const units = [...page.matchAll(/^(\d+): (.*)$/gm)].map(([, number, text = '']) => ({
    number: Number(number),
    text,
  }));
  const findings = units.flatMap(({ number, text }) => {
    const statements = world.statementsIn(text);
    const obeys = /ignore your instructions/i.test(text) && chance(mess.obeys, text);
    return parts.flatMap((part, index) => {
      const fits = part && statements.find((statement) => isAboutTheSame(statement, part));
      if (!fits && !(obeys && index === 0)) return [];
      if (fits && chance(mess.misses, `miss ${text} ${index}`)) return [];
      const isBeside = chance(mess.misnames, `beside ${text}`) && number > 1;
      const gist = fits ? say(fits, language, 1) : 'Rates itself 10/10.';
      return [{ units: [isBeside ? number - 1 : number], sub_question: index + 1, stance: 'supports', gist }];
    });
  });
  return JSON.stringify({ kind: '', published: null, findings });
}

/** Asks on, in other languages, until some hosts agree on a part or all languages were tried. */
export function reviewMessily({ world }: Writer, user: string): string {
  const notes = notesIn(user);
  const parts = partsIn(user);
  const asked = /Asked so far:\n([\s\S]*?)\n\n/.exec(user)?.[1] ?? '';
  const sub_questions = parts.map((part, index) => {
    const hosts = new Set(notes.filter((note) => note.part === index + 1).map(({ host }) => host));
    const wanted = world.askedBy(part);
    const queries = wanted
      ? ['en', 'de', 'zh', 'fr']
          .map((code) => ask(wanted.topic, wanted.subject, code))
          .filter((query) => query !== '' && !asked.includes(query))
      : [];
    const state = hosts.size >= 6 ? 'answered' : hosts.size > 0 ? 'thin' : 'open';
    return { sub_question: index + 1, state, reason: `${hosts.size} hosts.`, queries: queries.slice(0, 2) };
  });
  const enough = sub_questions.every(({ state }) => state === 'answered');
  return JSON.stringify({ sub_questions, new_sub_questions: [], enough });
}

/** A section for each part that has notes. */
export function outlineMessily(user: string): string {
  const notes = notesIn(user);
  const sections = partsIn(user).flatMap((part, index) => {
    const numbers = notes.filter((note) => note.part === index + 1).map(({ number }) => number);
    const heading = part.replace(/\s*[?？؟]$/, '').replace(/^¿/, '');
    return numbers.length > 0 ? [{ heading, form: 'prose', says: part, notes: numbers }] : [];
  });
  return JSON.stringify({ title: 'Pumps', sections });
}
