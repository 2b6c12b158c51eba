import { z } from 'zod';
import { Plan } from '#lib/schema/plan.ts';
import { Quote } from '#lib/schema/quote.ts';
import { Sentence } from '#lib/schema/report.ts';
import { conceptsOf, shareOf } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { checkClaim, wordForWord } from './check-claim.ts';
import { defineTask } from './task.ts';
import { withoutDays } from './without-days.ts';

const Input = z.object({
  question: z.string(),
  plan: Plan,
  sentences: z.array(Sentence),
  quotes: z.array(Quote),
});
type Input = z.infer<typeof Input>;

/** Judges a report by comparing words, numbers and negations; answers scores and checked claims as JSON. */
export const judge = defineTask({
  name: 'judge',
  input: Input,
  answer: (input) => {
    const claims = input.sentences.flatMap((sentence, claim) =>
      sentence.kind === 'note' ? [] : [{ claim, ...checkClaim(sentence.text, quotesOf(sentence, input)) }],
    );
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

function scoreCorrectness(claims: { verdict: string; reason: string }[]) {
  if (claims.length === 0) return { score: 1, reason: 'It claims nothing, so nothing in it is wrong.' };
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
  const partly = claims.filter(({ verdict }) => verdict === 'partly').length;
  const score = round((supported + partly / 2) / claims.length);
  if (supported < claims.length) {
    return {
      score,
      reason: `${supported} of ${claims.length} claims stand in their quotes, ${partly} in part.`,
    };
  }
  const how = claims.every(({ reason }) => reason === wordForWord) ? 'word for word in' : 'in';
  return { score, reason: `All ${claims.length} claims stand ${how} their quotes.` };
}

/** The share of the question's words that the findings, with the titles and headings they stand under, take up. */
function scoreRelevance(input: Input) {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  if (findings.length === 0) {
    return { score: 0, reason: 'Nothing was found, so the question is not answered.' };
  }
  const asked = withoutDays(input.question, input.plan);
  const concepts = conceptsOf(asked, { size: 0, documentFrequency: () => 0 });
  if (concepts.length === 0 && asked !== input.question) {
    return { score: 1, reason: 'It tells what stands in the calendar for the days that were asked for.' };
  }
  const words = wordsOf(findings, input);
  const missing = concepts.filter((concept) => shareOf(concept, words) === 0);
  const score = round((concepts.length - missing.length) / Math.max(concepts.length, 1));
  if (missing.length === 0) return { score: 1, reason: 'Every telling word of the question is taken up.' };
  const asAsked = spellings(input.question, new Set(missing.map(({ term }) => term)));
  return { score, reason: `The report does not take up: ${asAsked.slice(0, 6).join(', ')}.` };
}

/** How the question spells the given terms. */
function spellings(question: string, terms: ReadonlySet<string>): string[] {
  const words = question.split(/\s+/).map((word) => word.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, ''));
  return [...new Set(words.filter((word) => tokenize(word).some((term) => terms.has(term))))];
}

/** The share of the plan's parts that quotes stand for and that the report does not itself give up. */
function scoreCompleteness(input: Input) {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  const parts = input.plan.sub_questions;
  if (findings.length === 0) return { score: 0, reason: 'No part of the question is answered.' };
  const givenUp = input.sentences.filter(
    ({ kind, text }) => kind === 'note' && /^Nothing was found/.test(text),
  );
  const answered = Math.max(parts.length - givenUp.length, 0);
  const reason =
    parts.length === 1
      ? 'The question has one part, and quotes stand for it.'
      : `Quotes stand for ${answered} of the ${parts.length} parts of the question.`;
  return { score: round(answered / parts.length), reason };
}

function wordsOf(findings: Sentence[], input: Input): Set<string> {
  const texts = findings.flatMap((finding) => [
    finding.text,
    ...quotesOf(finding, input).flatMap(({ title, heading }) => [title, ...heading]),
  ]);
  return new Set(tokenize(texts.join('\n')));
}

const round = (score: number) => Math.round(score * 100) / 100;
