import { z } from 'zod';
import { checkAgainstQuotes } from '#lib/research/check-claim/check-against-quotes.ts';
import { wordForWord } from '#lib/research/check-claim/check-claim.ts';
import { copiesQuotes } from '#lib/research/check-claim/stands-word-for-word.ts';
import { saysNothingFound } from '#lib/research/words/index.ts';
import { count } from '#lib/schema/count.ts';
import { Plan } from '#lib/schema/plan.ts';
import { Quote } from '#lib/schema/quote.ts';
import { Sentence } from '#lib/schema/report.ts';
import type { Score } from '#lib/schema/verdict.ts';
import { bareWords } from '#lib/text/bare-words.ts';
import { conceptsOf } from '#lib/text/concepts.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { estimateRelevance } from '../estimate-relevance.ts';
import { appointmentSubject } from './appointment-subject.ts';
import { readParts } from './read-parts.ts';
import { defineTask } from './task.ts';

const Input = z.object({
  question: z.string(),
  plan: Plan,
  sentences: z.array(Sentence),
  quotes: z.array(Quote),
  sources: z.array(z.object({ snapshot_id: z.string(), text: z.string() })).default([]),
});
type Input = z.infer<typeof Input>;

/** Judges a report by what code can see (`checkClaim`); answers scores and checked claims as JSON. */
export const judge = defineTask({
  name: 'judge',
  input: Input,
  answer: (input) => {
    const language = detectLanguage(input.sentences.map(({ text }) => text).join('\n'));
    const given = { sources: input.sources, language };
    const claims = input.sentences.flatMap((sentence, claim) => {
      if (sentence.kind === 'note') return [];
      const { verdict, reason } = checkAgainstQuotes(sentence.text, quotesOf(sentence, input), given);
      return [{ claim, verdict, reason }];
    });
    return JSON.stringify({
      relevance: scoreRelevance(input),
      correctness: scoreCorrectness(claims),
      completeness: scoreCompleteness(input),
      claims,
    });
  },
});

const quotesOf = (sentence: Sentence, { quotes }: Input) =>
  quotes.filter(({ number }) => sentence.quotes.includes(number));

/** Of the claims that are no copy, how many hold, unless most are: a copy has no score for being one. */
function scoreCorrectness(claims: { verdict: string; reason: string }[]): Score {
  if (claims.length === 0) return { score: null, reason: 'It claims nothing, so nothing in it was judged.' };
  const judged = claims.filter(({ reason }) => reason !== wordForWord);
  if (judged.length === 0) {
    return { score: null, reason: `${count(claims.length, 'claim')}, word for word in the quotes.` };
  }
  const of = (verdict: string) => judged.filter((claim) => claim.verdict === verdict).length;
  const copies = claims.length - judged.length;
  const unchecked = of('unchecked');
  const score = round((of('supported') + of('partly') / 2) / Math.max(judged.length - unchecked, 1));
  const said = [
    `${of('supported')} of ${count(judged.length, 'claim')} found in the quotes in other words`,
    ...(of('partly') > 0 ? [`${of('partly')} in part`] : []),
    ...(unchecked > 0 ? [`${unchecked} could not be checked`] : []),
    ...(copies > 0 ? [`${copies} word for word`] : []),
  ];
  const isTold = unchecked < judged.length && judged.length >= copies;
  return { score: isTold ? score : null, reason: `${said.join(', ')}.` };
}

/** Whether quotes answer is estimated; that they do not name what was asked about can be seen, or hardly have its words. */
function scoreRelevance(input: Input): Score {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  if (findings.length === 0) {
    return { score: 0, reason: 'Nothing was found, so the question is not answered.' };
  }
  const asked = appointmentSubject(plainQuestion(input.question), input.plan);
  const concepts = conceptsOf(asked, { size: 0, documentFrequency: () => 0 });
  const words = wordsOf(findings, input);
  const missing = concepts.filter(({ term }) => !words.has(term));
  const names = missing.filter(({ isName }) => isName);
  // A word or two may be said otherwise, or be asked for, as "long" in "how long".
  const told = names.length > 0 || missing.length <= concepts.length / 2 ? names : missing;
  const cited = findings.map((finding) => quotesOf(finding, input));
  const wordsOfQuotes = cited.map((quotes) => quotes.map(({ text }) => text));
  const copies = findings.filter(({ text }, at) => copiesQuotes(text, wordsOfQuotes[at] ?? []));
  const isCopy = 2 * copies.length > findings.length;
  const given = { parts: readParts(input), quotes: cited.flat() };
  const estimate = isCopy ? estimateRelevance(input.question, given) : null;
  const reasons = [
    isCopy ? 'Word for word; whether it answers was not judged.' : 'Whether it answers was not judged.',
    ...(estimate ? [estimate.reason] : []),
    ...(told.length > 0 ? [`It has nothing of ${spellings(input.question, told)}.`] : []),
  ];
  return { score: estimate?.score ?? null, reason: reasons.join(' ') };
}

/** How the question spells the given terms. */
function spellings(question: string, terms: readonly { term: string }[]): string {
  const isOne = (word: string) => terms.some(({ term }) => tokenize(word).includes(term));
  const spelled = bareWords(question).filter(isOne).slice(0, 6);
  return [...new Set(spelled)].map((word) => `“${word}”`).join(', ');
}

/** The parts of the plan that quotes stand for and that the report does not itself give up: a count, and no score. */
function scoreCompleteness(input: Input): Score {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  const parts = input.plan.sub_questions;
  if (findings.length === 0) return { score: 0, reason: 'No part of the question is answered.' };
  const givenUp = input.sentences.filter(({ kind, text }) => kind === 'note' && saysNothingFound(text));
  const answered = Math.max(parts.length - givenUp.length, 0);
  const said =
    parts.length === 1
      ? 'There are quotes for the question'
      : `There are quotes for ${answered} of the ${parts.length} parts of the question`;
  return { score: null, reason: `${said}; whether they answer was not judged.` };
}

function wordsOf(findings: Sentence[], input: Input): Set<string> {
  const texts = findings.flatMap((finding) => [
    finding.text,
    ...quotesOf(finding, input).flatMap(({ title, heading }) => [title, ...heading]),
  ]);
  return new Set(tokenize(texts.join('\n')));
}

const round = (score: number) => Math.round(score * 100) / 100;
