import { describe, expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { judgeText } from './judge-text.ts';
import { matchQuotes } from './match-quotes.ts';
import { splitClaims } from './split-claims.ts';

const question = 'How long does a cache entry live?';
const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
const source = 'A cache entry lives for fifteen minutes.';
const pages = [{ url: 'given:1', title: 'Cache', snapshot_id: 's', text: source }];

async function judge(
  markdown: string,
  given: { question?: string | null; hasSources?: boolean; pages?: typeof pages } = {},
) {
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
    ...(given.pages && { sources: given.pages }),
    model: builtInModel,
  });
}

test('a claim that stands in the sources is supported, another is told to be nowhere', async () => {
  const { claims, correctness } = await judge(`${source} Volcanoes erupt on Jupiter.`);
  expect(claims).toMatchObject([
    { verdict: 'supported', reason: 'It stands word for word in its source.' },
    { verdict: 'unsupported', reason: 'No sentence of the sources speaks to it.' },
  ]);
  expect(correctness.score).toBe(0.5);
});

test('a claim that no quote was found for tells what its source lacks, and in another language it is not checked', async () => {
  const { claims } = await judge(
    'Der Eintrag besteht für die Dauer von vierzig Minuten. Er wird nicht erneuert.',
    { pages },
  );
  expect(claims).toMatchObject([
    { verdict: 'unsupported', reason: 'Its source does not have the number “vierzig”.' },
    { verdict: 'unchecked', reason: expect.stringContaining('another language') },
  ]);
});

test('another number than the source has is a contradiction', async () => {
  const { claims } = await judge('A cache entry lives for 20 minutes.');
  expect(claims[0]?.verdict).toBe('contradicted');
});

describe('what nothing was given for is not guessed', () => {
  test('without sources no claim is checked and correctness has no score, with the reason', async () => {
    const verdict = await judge(source, { hasSources: false });
    expect(verdict.correctness).toEqual({
      score: null,
      reason: 'There is no source, so none of its claims could be checked.',
    });
    expect(verdict.claims).toMatchObject([
      { verdict: 'unchecked', reason: 'There is no source to check it by.' },
    ]);
    expect(verdict.overall).toBeNull();
  });

  test('without a question relevance and completeness have no score', async () => {
    const verdict = await judge(`${source} Volcanoes erupt on Jupiter.`, { question: null });
    expect([verdict.relevance.score, verdict.completeness.score, verdict.overall]).toEqual([null, null, 0.5]);
    expect(verdict.relevance.reason).toContain('No question was given');
  });
});

test('where no claim could be checked, none is told to stand in a quote', async () => {
  const { correctness } = await judge('Er wird nicht erneuert.', { pages });
  expect(correctness).toEqual({ score: null, reason: 'None of its claims could be checked.' });
});

test.each([true, false])(
  'nobody says that quotes were found for a question, sources given: %s',
  async (hasSources) => {
    const { completeness } = await judge(source, { hasSources });
    expect(completeness).toEqual({
      score: null,
      reason: 'Whether it answers all of the question was not judged.',
    });
  },
);
