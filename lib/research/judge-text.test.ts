import { describe, expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { judgeText } from './judge-text.ts';
import { matchQuotes } from './match-quotes.ts';
import { splitClaims } from './split-claims.ts';

const question = 'How long does a cache entry live?';
const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
const source = 'A cache entry lives for fifteen minutes.';
const pages = [{ url: 'given:1', title: 'Cache', snapshot_id: 's', text: source }];

async function judge(markdown: string, given: { question?: string | null; hasSources?: boolean } = {}) {
  const { hasSources = true } = given;
  const matched = await matchQuotes({
    sentences: splitClaims(markdown),
    plan,
    pages: hasSources ? pages : [],
  });
  return judgeText({
    question: given.question === undefined ? question : given.question,
    hasSources,
    plan,
    report: { markdown, sentences: matched.sentences, citations: [], nothing_found: false },
    quotes: matched.quotes.map((quote) => ({ ...quote, id: `q${quote.number}` })),
    model: builtInModel,
  });
}

test('a claim that stands in the sources is supported, another is told to be nowhere', async () => {
  const { claims, correctness, overall } = await judge(`${source} Volcanoes erupt on Jupiter.`);
  expect(claims).toMatchObject([
    { verdict: 'supported' },
    { verdict: 'unsupported', reason: 'No sentence of the sources speaks to it.' },
  ]);
  expect(correctness.score).toBe(0.5);
  expect(overall).toBeGreaterThan(0.5);
});

test('another number than the source has is a contradiction', async () => {
  const { claims } = await judge('A cache entry lives for 20 minutes.');
  expect(claims[0]?.verdict).not.toBe('supported');
});

describe('what nothing was given for is not guessed', () => {
  test('without sources no claim is supported and correctness is 0, with the reason', async () => {
    const verdict = await judge(source, { hasSources: false });
    expect(verdict.correctness).toEqual({
      score: 0,
      reason: 'There is no source, so none of its claims could be checked.',
    });
    expect(verdict.claims).toMatchObject([
      { verdict: 'unsupported', reason: 'There is no source to check it by.' },
    ]);
    expect(verdict.relevance.score).toBeGreaterThan(0.5);
    expect(verdict.completeness.reason).toContain('Without a source');
    expect(verdict.overall).toBeCloseTo((2 * verdict.relevance.score) / 3, 1);
  });

  test('without a question all three scores are the one for correctness', async () => {
    const verdict = await judge(`${source} Volcanoes erupt on Jupiter.`, { question: null });
    expect([verdict.relevance.score, verdict.completeness.score, verdict.overall]).toEqual([0.5, 0.5, 0.5]);
    expect(verdict.relevance.reason).toContain('No question was given');
  });
});
