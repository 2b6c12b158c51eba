import { z } from 'zod';
import { collectionOf, countTerms, rankBm25 } from '#lib/text/bm25.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { readAmount } from './read-amount.ts';
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
    if (asked.isQuestion && Math.max(...scores) === 0) return notSaid;
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

/** How much a sentence says of what the text says: its words weigh by how many sentences have them. */
function centralTo(units: readonly Said[], task: string): number[] {
  const collection = collectionOf(units.map(({ terms }) => countTerms([...new Set(terms)])));
  const asked = new Set(tokenize(task));
  const weight = (term: string) =>
    Math.log(collection.documentFrequency(term)) + 0.2 + (asked.has(term) ? 1 : 0);
  const raw = units.map(({ terms }) => {
    const words = new Set(terms);
    const sum = [...words].reduce((total, term) => total + weight(term), 0);
    return words.size < 4 ? sum / 8 : sum / (words.size + 4) ** 0.75;
  });
  const best = Math.max(...raw, Number.MIN_VALUE);
  return raw.map((score, at) => score / best + placeOf(units, at));
}

/** What a text begins with, and what a paragraph does, tells more; what leans on the sentence before tells less. */
function placeOf(units: readonly Said[], at: number): number {
  const unit = units[at] as Said;
  const first = at === 0 ? 0.35 : unit.opens ? 0.12 : 0;
  return first - (at > 0 && leansOn.test(unit.text) ? 0.3 : 0) - (unit.text.endsWith('?') ? 0.4 : 0);
}

const leansOn =
  /^(?:(?:however|therefore|thus|hence|moreover|furthermore|also|but|and|so|then|instead|otherwise|similarly|this|that|these|those|it|its|they|their|he|she|his|her|such|for example|for instance|in addition|as a result|on the other hand)\b|\()/i;

/** Words of a question that only say where to look. */
const aboutText =
  /\b(?:according|following|based|given|text|article|passage|document|paragraph|excerpt|answer|question|extract|find|tell|sentences?)\b/gi;

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
  const best = Math.max(...scores);
  const chosen = new Set<Said>();
  const open = new Set(units.map((unit, at) => ({ unit, score: scores[at] ?? 0 })));
  let words = 0;
  while (chosen.size < most && open.size > 0) {
    const next = bestOf(open, (candidate) => value(candidate, chosen));
    open.delete(next);
    if (isQuestion && next.score < 0.5 * best) break;
    const more = next.unit.text.split(/\s+/).length;
    if (maxWords !== null && chosen.size > 0 && words + more > maxWords) continue;
    chosen.add(next.unit);
    words += more;
  }
  return units.filter((unit) => chosen.has(unit));
}

type Candidate = { unit: Said; score: number };

function bestOf(candidates: ReadonlySet<Candidate>, rate: (candidate: Candidate) => number): Candidate {
  let best: { candidate: Candidate; value: number } | undefined;
  for (const candidate of candidates) {
    const value = rate(candidate);
    if (!best || value > best.value) best = { candidate, value };
  }
  return (best as { candidate: Candidate }).candidate;
}

/** What a sentence still adds to those that are chosen. */
function value({ unit, score }: Candidate, chosen: ReadonlySet<Said>): number {
  const words = new Set(unit.terms);
  let repeated = 0;
  for (const { terms } of chosen) {
    const common = new Set(terms.filter((term) => words.has(term))).size;
    repeated = Math.max(repeated, common / Math.max(words.size, 1));
  }
  return score * (1 - 0.8 * repeated);
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
