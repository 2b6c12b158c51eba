import { MockLanguageModelV4 } from 'ai/test';
import { expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { judge } from './judge.ts';

const question = 'How large may a request body be?';
const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
const quotes = testQuotes('By default, the maximum request body size is 10MB. A larger one is cut off.');

/** A report whose findings are these texts, each resting on these quotes; a text without quotes is a note. */
function reportOf(...said: [text: string, quotes?: number[]][]): Report {
  const sentences = said.map(([text, numbers]) => ({
    kind: numbers ? ('finding' as const) : ('note' as const),
    start: 0,
    end: text.length,
    text,
    quotes: numbers ?? [],
  }));
  const markdown = said.map(([text]) => text).join(' ');
  return { markdown, sentences, citations: [], nothing_found: said.every(([, numbers]) => !numbers) };
}

const judging = (text: string) =>
  new MockLanguageModelV4({
    modelId: 'strict-1',
    doGenerate: {
      content: [{ type: 'text', text }],
      finishReason: { unified: 'stop', raw: undefined },
      usage: {
        inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 1, text: 1, reasoning: 0 },
      },
      warnings: [],
    },
  });

test('verbatim findings are supported, a copy has no score for being one, and the verdict says who judged', async () => {
  const report = reportOf(['By default, the maximum request body size is 10MB.', [1]]);
  const verdict = await judge({ question, plan, report, quotes, model: builtInModel });
  expect(Verdict.parse(verdict)).toEqual(verdict);
  expect(verdict).toMatchObject({
    judged_by: 'built-in',
    relevance: {
      reason: expect.stringMatching(
        /^Word for word; whether it answers was not judged\. An estimate: .*\d+ in 100/,
      ),
    },
    correctness: { score: null },
    completeness: { score: null },
    overall: verdict.relevance.score,
  });
  expect(verdict.claims).toMatchObject([{ sentence: 0, quotes: [1], verdict: 'supported' }]);
});

test('what the words of a question tell is said in words: a name that is missing, hardly any of it, else nothing', async () => {
  const relevance = async (asked: string) => {
    const report = reportOf(['By default, the maximum request body size is 10MB.', [1]]);
    const given = { question: asked, plan, report, quotes, model: builtInModel };
    return (await judge(given)).relevance.reason.replace(/ An estimate: [^.]*\./, '');
  };
  const unseen = 'Word for word; whether it answers was not judged.';
  expect(await relevance('How large may a request body be by default?')).toBe(unseen);
  expect(await relevance('How long may a request body be?')).toBe(unseen);
  expect(await relevance('How large may a request body be in Nginx?')).toBe(
    `${unseen} It has nothing of “Nginx”.`,
  );
  expect(await relevance('Which colours does the printed brochure use?')).toMatch(
    /It has nothing of .*“brochure”/,
  );
});

test('copied quotes are likelier to answer the nearer they are to the question; in another language nothing is estimated', async () => {
  const score = async (asked: string) => {
    const report = reportOf(['By default, the maximum request body size is 10MB.', [1]]);
    const sub_questions = plan.sub_questions.map((part) => ({ ...part, question: asked }));
    const given = { question: asked, plan: { ...plan, sub_questions }, report, quotes, model: builtInModel };
    return (await judge(given)).relevance.score;
  };
  const near = await score('How many megabytes may a request body have at most by default?');
  const far = await score('Which colours does the printed brochure use?');
  expect(near).toBeGreaterThan(far as number);
  expect(near).toBeLessThan(1);
  expect(await score('Wie groß darf der Körper einer Anfrage sein?')).toBeNull();
});

test('another number than the quote has is contradicted', async () => {
  const report = reportOf(['By default, the maximum request body size is 50MB.', [1]]);
  const { claims, correctness } = await judge({ question, plan, report, quotes, model: builtInModel });
  expect(claims[0]).toMatchObject({ verdict: 'contradicted' });
  expect(claims[0]?.reason).toContain('50');
  expect(correctness.score).toBe(0);
});

test('a report that found nothing is neither relevant nor complete, and whether it is right was not judged', async () => {
  const report = reportOf(['Nothing was found in the sources that answers this question.']);
  const verdict = await judge({ question, plan, report, quotes, model: builtInModel });
  expect(verdict).toMatchObject({
    relevance: { score: 0 },
    correctness: { score: null },
    completeness: { score: 0 },
    claims: [],
  });
});

test('a part given up is counted, and makes no score that an estimate would be mixed with', async () => {
  const two = { sub_questions: [...plan.sub_questions, ...plan.sub_questions] };
  const report = reportOf(
    ['By default, the maximum request body size is 10MB.', [1]],
    ['Nothing was found in the sources about this part: Why?'],
  );
  const verdict = await judge({ question, plan: two, report, quotes, model: builtInModel });
  expect(verdict.completeness).toEqual({
    score: null,
    reason: 'There are quotes for 1 of the 2 parts of the question; whether they answer was not judged.',
  });
  expect(verdict.overall).toBe(verdict.relevance.score);
});

test('a claim without quotes is unsupported whatever the model says, one that it passes over is unchecked', async () => {
  const score = { score: 1, reason: 'fine' };
  const model = judging(
    JSON.stringify({
      relevance: score,
      correctness: score,
      completeness: score,
      claims: [{ claim: 0, verdict: 'supported', reason: 'I know it.' }],
    }),
  );
  const report = reportOf(['It is well known.', []], ['A larger one is cut off.', [2]]);
  const verdict = await judge({ question, plan, report, quotes, model });
  expect(verdict.judged_by).toBe('strict-1');
  expect(verdict.claims.map(({ verdict }) => verdict)).toEqual(['unsupported', 'unchecked']);
  expect(verdict.claims[1]?.reason).toBe('It was not checked.');
});

test('a judgment in plain lines is understood', async () => {
  const model = judging(
    'relevance: 0.9 good\ncorrectness: 0.5 half\ncompleteness: 1 all\nclaim 0: partly, close',
  );
  const report = reportOf(['A larger one is cut off.', [2]]);
  const verdict = await judge({ question, plan, report, quotes, model });
  expect(verdict).toMatchObject({ overall: 0.8, claims: [{ verdict: 'partly', reason: 'close' }] });
});

test('a claim that is a copy says so, and a stray sentence among copies makes no score of its own', async () => {
  const copies: [string, number[]][] = [1, 2, 3].map(() => [
    'By default, the maximum request body size is 10MB.',
    [1],
  ]);
  const report = reportOf(...copies, ['The maximum size is 10MB by default, for a request body.', [1]]);
  const verdict = await judge({ question, plan, report, quotes, model: builtInModel });
  expect(verdict.claims.map(({ copied }) => copied)).toEqual([true, true, true, undefined]);
  expect(verdict.correctness.score).toBeNull();
  expect(verdict.overall).toBe(verdict.relevance.score);
});
