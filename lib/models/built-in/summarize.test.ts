import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { summarize } from './summarize.ts';

const text = `The James Webb Space Telescope is the largest optical telescope in space. It was launched on 25 December 2021 on an Ariane 5 rocket from French Guiana. Its mirror has a diameter of 6.5 metres and consists of 18 segments.

The telescope observes mostly in the infrared, which lets it look through dust and see the earliest galaxies. However, infrared light is easily drowned by heat. Therefore the telescope is kept below 50 kelvin by a sunshield of five layers. The sunshield is about as large as a tennis court.

- Operations are run by the Space Telescope Science Institute in Baltimore.
- The mission was planned to last five years.

\`\`\`ts
const telescope = "space telescope telescope telescope";
\`\`\``;

const ask = (wanted: string, given = text) => summarize.answer({ text: given, wanted });
const sentences = (answer: string) =>
  answer.split(/(?<=[.?!]) (?=[A-Z])|\n+/).map((words) => words.replace(/^- /, ''));

test.each([
  ['in one sentence', 1],
  ['in two sentences', 2],
  ['in 4 sentences', 4],
])('summarises %s: verbatim, in the order of the text', (amount, count) => {
  const chosen = sentences(ask(`Summarise ${amount}`));
  expect(chosen).toHaveLength(count);
  const places = chosen.map((sentence) => text.indexOf(sentence));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual([...places].sort((left, right) => left - right));
  expect(chosen[0]).toBe('The James Webb Space Telescope is the largest optical telescope in space.');
});

test('gives bullet points where they are asked for', () => {
  const lines = ask('Give me 3 bullet points').split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.every((line) => line.startsWith('- '))).toBe(true);
});

test('keeps to a number of words', () => {
  expect(ask('Summarise in 30 words').split(/\s+/).length).toBeLessThanOrEqual(30);
});

test('follows the words of the task', () => {
  expect(ask('Summarise what is said about the sunshield, in one sentence')).toContain('sunshield');
});

test.each([
  ['When was it launched?', '25 December 2021'],
  ['Who runs the operations?', 'Operations are run by the Space Telescope Science Institute'],
  ['According to the text, how many segments does the mirror have?', '18 segments'],
])('answers "%s" with the sentence that says it', (question, said) => {
  expect(ask(question)).toContain(said);
});

test('says so when no sentence speaks to the question', () => {
  expect(ask('Who invented penicillin?')).toBe('No sentence of the given text speaks to this question.');
});

test('says what it cannot do before it does what it can', () => {
  const answer = ask('Translate the following text into German:');
  expect(answer).toMatch(/^The built-in model cannot write in other words/);
  expect(answer).toContain('largest optical telescope');
});

test('leaves code out, and does not say the same thing twice', () => {
  const twice = `${text}\n\nThe James Webb Space Telescope is the largest optical telescope in space, too.`;
  const answer = ask('Summarise in 5 sentences', twice);
  expect(answer).not.toContain('const');
  expect(answer.match(/largest optical/g)).toHaveLength(1);
});

test('a text of one sentence is answered whole, and one without sentences as it is', () => {
  expect(ask('Summarise', 'Only this.')).toBe('Only this.');
  expect(ask('Summarise', '```\ncode\n```')).toBe('```\ncode\n```');
});

test('works on 60 KiB within a second or two, the same each time', () => {
  const long = Array.from(
    { length: 700 },
    (_, at) => `Sentence ${at} is about topic ${at % 17} and about thing ${at % 5}.`,
  ).join(' ');
  const stopwatch = startStopwatch();
  const answer = ask('Summarise in 300 words', long);
  expect(stopwatch.ms()).toBeLessThan(5_000);
  expect(ask('Summarise in 300 words', long)).toBe(answer);
});
