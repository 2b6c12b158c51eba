import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BenchQuestion } from '../score-answer.ts';

const folder = import.meta.dirname;
const lists = readdirSync(folder).filter((name) => name.endsWith('-questions.jsonl'));
const read = (name: string) =>
  readFileSync(path.join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => BenchQuestion.parse(JSON.parse(line)));

test.each(lists)('%s: ids differ, places are gold pages, and what has no answer has neither', (name) => {
  const questions = read(name);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  for (const { id, gold_pages, answer_facts, bears } of questions) {
    const pages = answer_facts.flatMap(({ page, or }) => [page, ...or.map(({ page }) => page)]);
    expect(gold_pages, id).toEqual(expect.arrayContaining(pages));
    expect(gold_pages.length > 0, id).toBe(answer_facts.length > 0);
    if (answer_facts.length === 0) expect(bears, id).toEqual([]);
  }
});

test.each(lists)(
  '%s: both halves, where there are halves, have questions with and without an answer',
  (name) => {
    const questions = read(name);
    const halves = new Set(questions.map(({ part }) => part));
    if (halves.size === 1) return;
    expect([...halves].sort()).toEqual(['held', 'tune']);
    for (const half of halves) {
      const answered = questions
        .filter(({ part }) => part === half)
        .map((one) => one.answer_facts.length > 0);
      expect(new Set(answered)).toEqual(new Set([true, false]));
    }
  },
);

test('every list has a row in the README with its number of questions', () => {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  for (const name of lists) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row, name).toContain(`| ${read(name).length}, `);
  }
});
