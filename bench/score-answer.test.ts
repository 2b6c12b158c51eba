import { expect, test } from 'vitest';
import { en } from '#lib/research/words/en.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { reportFrom } from '#lib/testing/report.ts';
import { areaUnderCurve, BenchQuestion, scoreAnswer } from './score-answer.ts';

const page = (name: string, text: string, from: number) => testQuotes(text, { url: `doc://${name}`, from });
const plan: Plan = { sub_questions: [{ question: 'Is tea hot?', queries: ['tea'], expects: '' }] };
const judged = { relevance: { score: 0.6, reason: '' } } as Verdict;

function score(
  row: Partial<BenchQuestion>,
  written: string,
  quotes = page('a.html', 'Tea is hot. It cools.', 1),
  asked = plan,
) {
  const question = BenchQuestion.parse({
    id: 'x1',
    kind: 'number',
    question: 'Is tea hot?',
    gold_pages: ['/a.html'],
    answer_facts: [{ fact: 'hot', page: '/a.html', quote: 'Tea is hot' }],
    ...row,
  });
  const texts = new Map([
    ['doc://a.html', 'Tea is hot. It cools.'],
    ['doc://b.html', 'Ice is cold.'],
  ]);
  const report = reportFrom(written, quotes);
  return { report, ...scoreAnswer(question, { plan: asked, report, quotes, texts, verdict: judged }) };
}

test('a fact counts where one of its places is told', () => {
  expect(score({}, 'Tea is hot.[q1]')).toMatchObject({
    goldQuote: true,
    factsFound: 1,
    firstParagraph: true,
  });
  expect(score({}, 'It cools.[q2]')).toMatchObject({
    goldPage: true,
    goldQuote: false,
    firstParagraph: false,
  });
  const fact = { fact: 'cools', page: '/z.html', quote: 'It gets cold' };
  const or = [{ page: '/a.html', quote: 'It cools' }];
  const elsewhere = { answer_facts: [{ ...fact, or }] };
  expect(score(elsewhere, 'It cools.[q2]')).toMatchObject({ factPage: true, factsFound: 1, firstFive: true });
});

test('where the facts stand on several pages, all of them have to be cited', () => {
  const quotes = [...page('a.html', 'Tea is hot. It cools.', 1), ...page('b.html', 'Ice is cold.', 3)];
  const answer_facts = [
    { fact: 'hot', page: '/a.html', quote: 'Tea is hot', or: [] },
    { fact: 'cold', page: '/b.html', quote: 'Ice is cold', or: [] },
  ];
  expect(score({ answer_facts }, 'Tea is hot.[q1]', quotes).everyPage).toBe(false);
  expect(score({ answer_facts }, 'Tea is hot.[q1] Ice is cold.[q3]', quotes).everyPage).toBe(true);
  expect(score({}, 'Tea is hot.[q1]', quotes).everyPage).toBeNull();
});

test('the words of a question in a heading are no fact, and citation marks are no words', () => {
  const asked = score({}, '## Why is tea is hot?\n\nIt cools.[q2]');
  expect(asked).toMatchObject({ goldQuote: false, words: 7 });
});

test('a copy of a gold page counts as it', () => {
  const quotes = page('a.txt', 'Tea is hot. It cools.', 1).map((quote) => ({
    ...quote,
    page: { copies: ['doc://a.html'] },
  }));
  const bears = [{ page: '/a.html', words: ['hot'] }];
  expect(score({ bears }, 'Tea is hot.[q1] It cools.[q2]', quotes).bearing).toEqual({ of: 2, bear: 1 });
  const { report, ...row } = score({}, 'Tea is hot.[q1]', quotes);
  expect(row.goldPage).toBe(false);
  const citations = report.citations.map((citation) => ({ ...citation, copies: ['doc://a.html'] }));
  const question = BenchQuestion.parse({
    id: 'x',
    kind: '',
    question: '',
    gold_pages: ['/a.html'],
    answer_facts: [],
  });
  const cited = { plan, report: { ...report, citations }, quotes, texts: new Map(), verdict: judged };
  expect(scoreAnswer(question, cited)).toMatchObject({ goldPage: true, pages: 1, answerable: false });
});

test('a report says that it has no answer where our words give up each part of the question', () => {
  const closest = `${en.closest}\n\n- Tea is hot.[q1]`;
  expect(score({}, closest)).toMatchObject({ saysUnanswered: true, nothingFound: false });
  expect(score({}, closest).firstParagraph).toBe(true);
  expect(score({}, 'Tea is hot.[q1]').saysUnanswered).toBe(false);
  expect(score({}, en.nothingFound).saysUnanswered).toBe(true);
  const two = { sub_questions: [...plan.sub_questions, ...plan.sub_questions] };
  const ofTwo = (second: string) =>
    score({}, `${en.nothingFoundAbout('Is tea?')}\n\n${second}`, undefined, two);
  expect(ofTwo(closest).saysUnanswered).toBe(true);
  expect(ofTwo('Tea is hot.[q1]').saysUnanswered).toBe(false);
});

test('how well a score tells: pairs that are right, ties half', () => {
  expect(areaUnderCurve([2, 3], [1])).toBe(1);
  expect(areaUnderCurve([1], [1])).toBe(0.5);
  expect(areaUnderCurve([], [1])).toBeNull();
});
