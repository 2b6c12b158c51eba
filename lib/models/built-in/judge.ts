import { z } from 'zod';
import { Plan } from '#lib/schema/plan.ts';
import { Quote } from '#lib/schema/quote.ts';
import { Sentence } from '#lib/schema/report.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { checkClaim } from './check-claim.ts';
import { defineTask } from './task.ts';

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

function scoreCorrectness(claims: { verdict: string }[]) {
  if (claims.length === 0) return { score: 1, reason: 'It claims nothing, so nothing in it is wrong.' };
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
  const partly = claims.filter(({ verdict }) => verdict === 'partly').length;
  const reason =
    supported === claims.length
      ? `All ${claims.length} claims stand word for word in their quotes.`
      : `${supported} of ${claims.length} claims stand in their quotes, ${partly} in part.`;
  return { score: round((supported + partly / 2) / claims.length), reason };
}

/** The share of the question's words that the findings, with the titles and headings they stand under, take up. */
function scoreRelevance(input: Input) {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  if (findings.length === 0)
    return { score: 0, reason: 'Nothing was found, so the question is not answered.' };
  const { present, missing } = compareWords(input.question, wordsOf(findings, input));
  const share = present / Math.max(present + missing.length, 1);
  const reason =
    missing.length === 0
      ? 'Every telling word of the question is taken up.'
      : `The report does not take up: ${missing.slice(0, 6).join(', ')}.`;
  return { score: round(share), reason };
}

function scoreCompleteness(input: Input) {
  const findings = input.sentences.filter(({ kind }) => kind === 'finding');
  const parts = input.plan.sub_questions;
  const answered = parts.filter((_, index) =>
    findings.some((finding) => quotesOf(finding, input).some(({ sub_question }) => sub_question === index)),
  ).length;
  if (answered === 0) return { score: 0, reason: 'No part of the question is answered.' };
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

function compareWords(question: string, words: Set<string>) {
  const asked = new Map<string, string[]>();
  for (const piece of question.split(/\s+/)) {
    const word = piece.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, '');
    const terms = tokenize(word);
    if (terms.length > 0) asked.set(word.toLowerCase(), terms);
  }
  const missing = [...asked]
    .filter(([, terms]) => !terms.some((term) => words.has(term)))
    .map(([word]) => word);
  return { present: asked.size - missing.length, missing };
}

const round = (score: number) => Math.round(score * 100) / 100;
