import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, answerQuestion } from './answer-question.ts';
import { type AnswerScore, BenchQuestion, scoreAnswer } from './score-answer.ts';
import { withDocuments } from './with-documents.ts';

/**
 * What the reports of the built-in model are worth: `npm run bench -- answers [--data FILE] [--show q5]`. Prints for
 * each question, and in sum: whether its citations hold, whether a gold page, a page of the wanted facts and a gold
 * quote are in the report, how many facts, and whether questions without an answer are told from the others.
 */
export async function answers({
  data = path.join(import.meta.dirname, 'data/docs-questions.jsonl'),
  show,
}: Record<string, string>): Promise<void> {
  const questions = readFileSync(data, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => BenchQuestion.parse(JSON.parse(line)))
    .filter(({ id }) => show === undefined || id === show);
  await withDocuments(async (documents, seconds) => {
    print(`${documents.status().pages} pages searchable after ${seconds.toFixed(1)} s\n`);
    const scores: AnswerScore[] = [];
    const startedAt = performance.now();
    for (const question of questions) {
      const answer = await answerQuestion(question.question, documents);
      const score = scoreAnswer(question, answer);
      scores.push(score);
      print(describe(question.id, score));
      if (show !== undefined) print(written(question, answer));
    }
    const each = (performance.now() - startedAt) / Math.max(questions.length, 1);
    print(summarise(scores, each));
  });
}

const print = (text: string) => process.stdout.write(text);

function describe(id: string, score: AnswerScore): string {
  const { pages, sentences, words, facts, factsFound, citationFaults } = score;
  const found = score.answerable
    ? [
        mark(score.goldPage, 'gold page'),
        mark(score.factPage, 'fact page'),
        mark(score.goldQuote, 'gold quote'),
        `facts ${factsFound}/${facts}`,
        ...(score.nothingFound ? ['REFUSED'] : []),
      ]
    : [score.nothingFound ? 'nothing was found: right' : 'ANSWERED, though there is no answer'];
  const faults = citationFaults.length === 0 ? 'citations hold' : `FAULTS: ${citationFaults.join('; ')}`;
  const size = `${pages} pages, ${sentences} sentences, ${words} words`;
  return `${id.padEnd(5)} ${[...found, size, faults].join(' · ')}\n`;
}

const mark = (is: boolean, what: string) => (is ? what : `no ${what}`);

function summarise(scores: readonly AnswerScore[], msEach: number): string {
  const answerable = scores.filter((score) => score.answerable);
  const others = scores.filter((score) => !score.answerable);
  const count = (of: readonly AnswerScore[], is: (score: AnswerScore) => boolean) =>
    `${of.filter(is).length} of ${of.length}`;
  const sum = (value: (score: AnswerScore) => number) =>
    answerable.reduce((total, score) => total + value(score), 0);
  const mean = (value: (score: AnswerScore) => number) =>
    (sum(value) / Math.max(answerable.length, 1)).toFixed(1);
  const figures: [string, string][] = [
    ['citations hold', count(scores, ({ citationFaults }) => citationFaults.length === 0)],
    ['gold page cited', count(answerable, ({ goldPage }) => goldPage)],
    ['page of a wanted fact cited', count(answerable, ({ factPage }) => factPage)],
    ['gold quote in the report', count(answerable, ({ goldQuote }) => goldQuote)],
    ['wanted facts in the report', `${sum(({ factsFound }) => factsFound)} of ${sum(({ facts }) => facts)}`],
    ['all facts of a question', count(answerable, ({ facts, factsFound }) => facts === factsFound)],
    ['answerable, but refused', count(answerable, ({ nothingFound }) => nothingFound)],
    ['unanswerable, and told so', count(others, ({ nothingFound }) => nothingFound)],
    [
      'cited pages, mean (most)',
      `${mean(({ pages }) => pages)} (${Math.max(0, ...scores.map(({ pages }) => pages))})`,
    ],
    ['sentences, mean', mean(({ sentences }) => sentences)],
    ['words, mean', mean(({ words }) => words)],
    ['ms a question', msEach.toFixed(0)],
  ];
  return `\n${figures.map(([name, figure]) => `${name}: ${figure}\n`).join('')}`;
}

function written({ question }: BenchQuestion, { plan, report, verdict }: Answer): string {
  const parts = plan.sub_questions.map(({ question }) => `  ${question}`).join('\n');
  const pages = report.citations.map(({ number, url }) => `[${number}] ${url}`).join('\n');
  const scores = (['relevance', 'correctness', 'completeness'] as const)
    .map((name) => `${name} ${verdict[name].score}: ${verdict[name].reason}`)
    .join('\n');
  return `\n${question}\n${parts}\n\n${report.markdown}\n${pages}\n\n${scores}\n`;
}
