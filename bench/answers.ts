import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readParts } from '#lib/models/built-in/read-parts.ts';
import { relevanceSigns } from '#lib/models/estimate-relevance.ts';
import { type Answer, answerQuestion } from './answer-question.ts';
import { plainBm25 } from './plain-bm25.ts';
import type { RelevanceRow } from './relevance.ts';
import { type AnswerScore, areaUnderCurve, BenchQuestion, scoreAnswer } from './score-answer.ts';
import { withDocuments } from './with-documents.ts';

/**
 * What the reports of the built-in model are worth: `npm run bench -- answers [--data FILE] [--documents
 * FOLDER[,FOLDER]] [--part tune|held] [--keep FOLDER] [--show q5] [--embeddings URL] [--rows FILE]`. Prints for each question, and
 * in sum: whether its citations hold, gold pages and quotes, wanted facts, whether the first paragraph has one, the
 * share of sentences that bear on the question, how well the shown relevance tells answers, the time of a question, and
 * beside it plain BM25 over whole pages on the same list.
 */
export async function answers({
  data = path.join(import.meta.dirname, 'data/docs-questions.jsonl'),
  documents: folder,
  part,
  keep,
  show,
  embeddings,
  rows,
}: Record<string, string>): Promise<void> {
  const questions = readFileSync(data, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => BenchQuestion.parse(JSON.parse(line)))
    .filter((question) => part === undefined || question.part === part)
    .filter(({ id }) => show === undefined || show === 'all' || id === show);
  await withDocuments(
    async (documents, seconds, pages) => {
      print(`${documents.status().pages} pages searchable after ${seconds.toFixed(1)} s\n`);
      const scores: AnswerScore[] = [];
      const times: number[] = [];
      for (const question of questions) {
        const startedAt = performance.now();
        const answer = await answerQuestion(question.question, documents);
        times.push(performance.now() - startedAt);
        const score = scoreAnswer(question, answer);
        scores.push(score);
        print(describe(question.id, score));
        if (rows !== undefined) appendRow(rows, { list: path.basename(data), question, answer, score });
        if (show !== undefined) print(written(question, answer));
      }
      print(summarise(scores, times));
      if (show === undefined) print(besideIt(questions, plainBm25(await pages())));
    },
    { folder, keep, embeddings },
  );
}

/** Adds what `relevance` fits on: whether the answer holds a gold quote, and what its estimate looks at. */
function appendRow(
  file: string,
  given: { list: string; question: BenchQuestion; answer: Answer; score: AnswerScore },
): void {
  const { question } = given.question;
  const { plan, quotes, report } = given.answer;
  const used = new Set(report.sentences.flatMap((sentence) => sentence.quotes));
  const shown = quotes.filter(({ number }) => used.has(number));
  const signs = relevanceSigns(question, { parts: readParts({ question, plan }), quotes: shown });
  const row = { list: given.list, gold: given.score.goldQuote, signs } satisfies
    | RelevanceRow
    | { signs: null };
  if (signs && shown.length > 0) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** How often plain BM25 has a gold page among its first five, on the same questions. */
function besideIt(questions: readonly BenchQuestion[], search: ReturnType<typeof plainBm25>): string {
  const answerable = questions.filter(({ answer_facts }) => answer_facts.length > 0);
  const found = answerable.filter(({ question, gold_pages }) => {
    const urls = search(question, 5);
    return gold_pages.some((page) => urls.some((url) => url.endsWith(page)));
  });
  return `plain BM25, gold page among the first five: ${found.length} of ${answerable.length}\n`;
}

const print = (text: string) => process.stdout.write(text);

function describe(id: string, score: AnswerScore): string {
  const { pages, sentences, words, facts, factsFound, citationFaults } = score;
  const found = score.answerable
    ? [
        mark(score.goldPage, 'gold page'),
        mark(score.factPage, 'fact page'),
        mark(score.goldQuote, 'gold quote'),
        ...(score.firstParagraph ? ['in the first paragraph'] : []),
        `facts ${factsFound}/${facts}`,
        ...(score.nothingFound ? ['REFUSED'] : score.saysUnanswered ? ['only the closest'] : []),
      ]
    : [
        score.nothingFound
          ? 'nothing was found: right'
          : score.saysUnanswered
            ? 'only the closest: right'
            : 'ANSWERED, though there is no answer',
      ];
  const faults = citationFaults.length === 0 ? 'citations hold' : `FAULTS: ${citationFaults.join('; ')}`;
  const size = `${pages} pages, ${sentences} sentences, ${words} words`;
  return `${id.padEnd(5)} ${[...found, size, faults].join(' · ')}\n`;
}

const mark = (is: boolean, what: string) => (is ? what : `no ${what}`);

function summarise(scores: readonly AnswerScore[], times: readonly number[]): string {
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
    ['all needed pages cited, where one is not enough', severalOf(answerable)],
    ['gold quote in the report', count(answerable, ({ goldQuote }) => goldQuote)],
    ['first paragraph holds a gold quote', count(answerable, ({ firstParagraph }) => firstParagraph)],
    ['gold quote among the five best', count(answerable, ({ firstFive }) => firstFive)],
    ['sentences that bear on the question', bearingOf(scores)],
    ['AUC of the shown relevance', curveOf(scores)],
    ['wanted facts in the report', `${sum(({ factsFound }) => factsFound)} of ${sum(({ facts }) => facts)}`],
    ['all facts of a question', count(answerable, ({ facts, factsFound }) => facts === factsFound)],
    ['answerable, but refused', count(answerable, ({ nothingFound }) => nothingFound)],
    ['answerable, but only the closest passages shown', closestOf(answerable)],
    [
      'unanswerable, and told so',
      `${count(others, ({ saysUnanswered }) => saysUnanswered)} (${others.filter(({ nothingFound }) => nothingFound).length} with nothing shown)`,
    ],
    [
      'cited pages, mean (most)',
      `${mean(({ pages }) => pages)} (${Math.max(0, ...scores.map(({ pages }) => pages))})`,
    ],
    ['sentences, mean', mean(({ sentences }) => sentences)],
    ['words, mean', mean(({ words }) => words)],
    ['ms a question, mean / p95 / max', timesOf(times)],
  ];
  return `\n${figures.map(([name, figure]) => `${name}: ${figure}\n`).join('')}`;
}

/** Those of which a report says that no passage clearly answers, and how many of these have an answer all the same. */
function closestOf(answerable: readonly AnswerScore[]): string {
  const closest = answerable.filter(({ saysUnanswered, nothingFound }) => saysUnanswered && !nothingFound);
  return `${closest.length} of ${answerable.length} (${closest.filter(({ goldQuote }) => goldQuote).length} with a gold quote)`;
}

/** The mean, what 95 of 100 questions took at most, and the most. */
function timesOf(times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right);
  const [p95 = 0, most = 0] = [sorted[Math.ceil(0.95 * sorted.length) - 1], sorted.at(-1)];
  return [meanOf(times), p95, most].map((ms) => ms.toFixed(0)).join(' / ');
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

function severalOf(scores: readonly AnswerScore[]): string {
  const asked = scores.flatMap(({ everyPage }) => (everyPage === null ? [] : [everyPage]));
  return asked.length === 0 ? 'never needed' : `${asked.filter(Boolean).length} of ${asked.length}`;
}

function bearingOf(scores: readonly AnswerScore[]): string {
  const labelled = scores.flatMap(({ bearing }) => bearing ?? []);
  if (labelled.length === 0) return 'not labelled';
  const sum = (value: (one: { of: number; bear: number }) => number) =>
    labelled.reduce((total, one) => total + value(one), 0);
  return `${sum(({ bear }) => bear)} of ${sum(({ of }) => of)}`;
}

/** Between answers with a gold quote and those without, unanswerable questions among them; no score tells nothing. */
function curveOf(scores: readonly AnswerScore[]): string {
  const shown = (isRight: boolean) =>
    scores.filter(({ goldQuote }) => goldQuote === isRight).map(({ shown }) => shown ?? 0.5);
  return areaUnderCurve(shown(true), shown(false))?.toFixed(2) ?? 'nothing to compare';
}

function written({ question }: BenchQuestion, { plan, report, verdict }: Answer): string {
  const parts = plan.sub_questions.map(({ question }) => `  ${question}`).join('\n');
  const pages = report.citations.map(({ number, url }) => `[${number}] ${url}`).join('\n');
  const scores = (['relevance', 'correctness', 'completeness'] as const)
    .map((name) => `${name} ${verdict[name].score}: ${verdict[name].reason}`)
    .join('\n');
  return `\n${question}\n${parts}\n\n${report.markdown}\n${pages}\n\n${scores}\n`;
}
