import { z } from 'zod';
import { collectionOf, countTerms, rankBm25 } from '#lib/text/bm25.ts';
import { largestOf } from '#lib/text/long-lists.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { shareIn } from '#lib/text/telling-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { readAmount } from './read-amount.ts';
import { leansBack } from './stretches.ts';
import { defineTask } from './task.ts';

/**
 * Works on a given text by choosing from its sentences, verbatim and in their order: those that say most of the text,
 * or those that speak to a question about it; as many, and in the form, as the task asks for.
 */
export const summarize = defineTask({
  name: 'summarize',
  input: z.object({ text: z.string(), wanted: z.string() }),
  answer: ({ text, wanted: task }) => {
    const units = readUnits(text);
    if (units.length === 0) return text.trim();
    const asked = readWanted(task);
    const scores = asked.isQuestion ? speakTo(units, task) : centralTo(units, task);
    if (asked.isQuestion && largestOf(scores) === 0) return notSaid;
    const chosen = choose(units, { scores, ...asked });
    return [asked.asksToWrite && cannotWrite, layOut(chosen, asked.form)].filter(Boolean).join('\n\n');
  },
});

const notSaid = 'No sentence of the given text speaks to this question.';
const cannotWrite =
  'The built-in model cannot write in other words; these are the most telling sentences of the text itself.';
const toWrite = /\b(?:translate|rewrite|rephrase|paraphrase|proofread|classify)\b/i;
const toSummarize =
  /\b(?:summar\w+|tl;?\s?dr|shorten|condense|abridge|recap|gist|outline|key|main|takeaways|highlights?|bullet)\b/i;

/** A sentence or list item as it is said again, and where it stands. */
type Said = { text: string; terms: readonly string[]; opens: boolean; paragraph: number };

function readUnits(text: string): Said[] {
  let paragraph = -1;
  let end = 0;
  const prose = splitUnits(text, { start: 0, end: text.length }).filter(
    ({ form }) => form !== 'code' && form !== 'table',
  );
  return prose.map((unit): Said => {
    const opens = paragraph === -1 || /\n\s*\n/.test(text.slice(end, unit.start));
    if (opens) paragraph += 1;
    end = unit.end;
    const words = text.slice(unit.start, unit.end).replace(/\s*\n\s*/g, ' ');
    const said = unit.form === 'item' ? words.replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '') : words;
    return { text: said, terms: tokenize(said), opens, paragraph };
  });
}

function readWanted(task: string) {
  const isQuestion = !toSummarize.test(task) && !toWrite.test(task) && tokenize(task).length > 0;
  return { isQuestion, asksToWrite: toWrite.test(task), ...readAmount(task) };
}

/** Words of a task that only say where to look, or how much is wanted. */
const aboutText =
  /\b(?:according|following|based|given|text|article|passage|document|paragraph|excerpt|answer|question|extract|find|tell|summar\w+|bullet|points?|key|main|words?|sentences?)\b/gi;

/** How much a sentence says of what the text says: its words weigh by how many sentences have them. */
function centralTo(units: readonly Said[], task: string): number[] {
  const collection = collectionOf(units.map(({ terms }) => countTerms([...new Set(terms)])));
  const subject = new Set(tokenize(task.replace(aboutText, ' ')).filter(collection.documentFrequency));
  const weight = (term: string) => Math.log(collection.documentFrequency(term)) + 0.2;
  const raw = units.map(({ terms }) => {
    const words = new Set(terms);
    const sum = [...words].reduce((total, term) => total + weight(term), 0);
    return words.size < 4 ? sum / 8 : sum / (words.size + 4) ** 0.75;
  });
  const best = largestOf(raw, Number.MIN_VALUE);
  return raw.map((score, at) => {
    return score / best + placeOf(units, at) + shareIn(subject, new Set(units[at]?.terms));
  });
}

/** What a text begins with, and what a paragraph does, tells more; what leans on the sentence before tells less. */
function placeOf(units: readonly Said[], at: number): number {
  const unit = units[at] as Said;
  const first = at === 0 ? 0.35 : unit.opens ? 0.12 : 0;
  return (
    first -
    (at > 0 && (leansBack(unit.text) || unit.text.startsWith('(')) ? 0.3 : 0) -
    (unit.text.endsWith('?') ? 0.4 : 0)
  );
}

function speakTo(units: readonly Said[], question: string): number[] {
  const scores = new Map(
    rankBm25(
      question.replace(aboutText, ' '),
      units.map(({ terms }) => countTerms(terms)),
    ).map(({ index, score }) => [index, score]),
  );
  return units.map((_, at) => {
    const own = scores.get(at) ?? 0;
    return own === 0 ? 0 : own + 0.2 * (scores.get(at - 1) ?? 0);
  });
}

/** Takes the best that does not repeat what is taken, until there is enough; answers them in the text's order. */
function choose(
  units: readonly Said[],
  wanted: { scores: readonly number[]; isQuestion: boolean; sentences: number | null; words: number | null },
): Said[] {
  const { scores, isQuestion, words: maxWords } = wanted;
  const sensible = isQuestion ? 2 : Math.min(Math.max(Math.round(Math.sqrt(units.length)), 1), 5);
  const most = wanted.sentences ?? (maxWords === null ? sensible : units.length);
  const best = largestOf(scores);
  const chosen = new Set<Said>();
  const open = new Set<Candidate>(
    units.map((unit, at) => ({ unit, words: new Set(unit.terms), score: scores[at] ?? 0, repeated: 0 })),
  );
  let words = 0;
  while (chosen.size < most && open.size > 0) {
    const next = bestOf(open);
    open.delete(next);
    if (isQuestion && next.score < 0.5 * best) break;
    const more = next.unit.text.split(/\s+/).length;
    if (maxWords !== null && chosen.size > 0 && words + more > maxWords) continue;
    chosen.add(next.unit);
    words += more;
    for (const other of open) other.repeated = Math.max(other.repeated, shareIn(other.words, next.words));
  }
  return units.filter((unit) => chosen.has(unit));
}

/** `repeated`: the share of its words that stand in one of the chosen. */
type Candidate = { unit: Said; words: ReadonlySet<string>; score: number; repeated: number };

function bestOf(candidates: ReadonlySet<Candidate>): Candidate {
  const worth = ({ score, repeated }: Candidate) => score * (1 - 0.8 * repeated);
  return [...candidates].reduce((best, one) => (worth(one) > worth(best) ? one : best));
}

/** As a list, or as prose in which the text's paragraphs stay apart where it is long. */
function layOut(chosen: readonly Said[], form: 'prose' | 'list'): string {
  if (form === 'list') return chosen.map(({ text }) => `- ${text}`).join('\n');
  return chosen
    .map(({ text, paragraph }, at) => {
      const before = chosen[at - 1];
      if (!before) return text;
      return chosen.length > 5 && before.paragraph !== paragraph ? `\n\n${text}` : ` ${text}`;
    })
    .join('');
}
