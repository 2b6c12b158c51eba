import { MockLanguageModelV4 } from 'ai/test';
import { describe, expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { Report } from '#lib/schema/report.ts';
import { compareTexts } from './compare-texts.ts';
import { matchQuotes } from './match-quotes.ts';
import { splitClaims } from './split-claims.ts';

const question = 'How long does a cache entry live?';
const plan = { sub_questions: [{ question, queries: [question], expects: '' }] };
const pages = [
  {
    url: 'given:1',
    title: 'Cache',
    snapshot_id: 's',
    text: 'A cache entry lives for fifteen minutes. It is kept on disk.',
  },
];
const right = 'A cache entry lives for fifteen minutes. It is kept on disk.';
const wrong = 'Penguins breed on the shores of Antarctica.';

async function texts(one: string, two: string, from = pages) {
  const read = async (markdown: string, firstNumber: number) => {
    const { sentences, quotes } = await matchQuotes({
      sentences: splitClaims(markdown),
      plan,
      pages: from,
      firstNumber,
    });
    const report: Report = { markdown, sentences, citations: [], nothing_found: false };
    return { report, quotes: quotes.map((quote) => ({ ...quote, id: `q${quote.number}` })) };
  };
  const [first, second] = [await read(one, 1), await read(two, 100)];
  return { first: first.report, second: second.report, quotes: [...first.quotes, ...second.quotes] };
}

describe('the built-in model', () => {
  const compare = async (one: string, two: string, asked: string | null = question, from = pages) =>
    compareTexts({ question: asked, ...(await texts(one, two, from)), model: builtInModel });

  test('prefers the text that the sources bear out, in either order, and says why', async () => {
    expect(await compare(right, wrong)).toMatchObject({
      better: 'first',
      reason: "100 % of its claims stand in the sources, and 0 % of the other's.",
      relevance: { better: 'first' },
      completeness: { better: 'first' },
    });
    expect(await compare(wrong, right)).toMatchObject({
      better: 'second',
      correctness: { better: 'second' },
    });
  });

  test('swapped texts give the mirrored answer', async () => {
    const flip = { first: 'second', second: 'first', tie: 'tie' } as const;
    for (const [one, two] of [
      [right, wrong],
      [right, right],
      [right, 'An entry lives.'],
      ['', wrong],
    ] as const) {
      const there = await compare(one, two);
      const back = await compare(two, one);
      for (const name of ['relevance', 'correctness', 'completeness'] as const)
        expect(back[name].better).toBe(flip[there[name].better]);
      expect(back.better).toBe(flip[there.better]);
    }
  });

  test('says what it cannot tell without sources and without a question', async () => {
    const blind = await compare(right, wrong, null, []);
    expect(blind).toMatchObject({
      better: 'tie',
      relevance: { better: 'tie' },
      correctness: { better: 'tie' },
    });
    expect(blind.relevance.reason).toContain('No question');
    expect(blind.correctness.reason).toContain('no source');
    expect(await compare(right, wrong, question, [])).toMatchObject({
      better: 'first',
      correctness: { better: 'tie' },
    });
  });
});

describe('another model', () => {
  const model = (text: string) =>
    new MockLanguageModelV4({
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

  test('reads both texts, the question and the quotes', async () => {
    const say = { better: 'first', reason: 'It is right.' };
    const judge = model(JSON.stringify({ relevance: say, correctness: say, completeness: say, ...say }));
    expect(await compareTexts({ question, ...(await texts(right, wrong)), model: judge })).toMatchObject(say);
    const prompt = JSON.stringify(judge.doGenerateCalls[0]?.prompt);
    for (const words of [right, wrong, question, 'It is kept on disk.']) expect(prompt).toContain(words);
  });

  test('may answer in lines', async () => {
    const lines =
      'relevance: first, it answers\ncorrectness: tie\n- completeness: second, it says more\nBetter: first - on the whole';
    expect(
      await compareTexts({ question, ...(await texts(right, wrong)), model: model(lines) }),
    ).toMatchObject({
      relevance: { better: 'first', reason: 'it answers' },
      correctness: { better: 'tie', reason: '' },
      completeness: { better: 'second' },
      better: 'first',
      reason: 'on the whole',
    });
  });

  test('that answers neither way twice is of no use', async () => {
    const comparing = compareTexts({
      question,
      ...(await texts(right, wrong)),
      model: model('Both are fine.'),
    });
    await expect(comparing).rejects.toMatchObject({ code: 'model_output_invalid' });
  });
});
