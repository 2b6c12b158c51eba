import { expect, test } from 'vitest';
import { asksOfCode } from './asks-of-code.ts';
import { asksOfStudies } from './asks-of-studies.ts';

test.each([
  'How do I stream text with `streamText`?',
  'Why does useEffect run twice?',
  'What does EADDRINUSE mean?',
  'How is a connection pool set up for a database?',
  'What does --no-verify do?',
  'Was macht die Option max_connections?',
  'Which open source frameworks render charts?',
  'データベースの接続数を増やすには？',
  'Comment écrire un index dans une base de données ?',
])('on software: %s', (question) => {
  expect(asksOfCode(question)).toBe(true);
});

test.each([
  'How tall is the Eiffel Tower?',
  'What is on my calendar on Thursday?',
  'Wie lange hält eine Wärmepumpe?',
  'Who wrote Middlemarch, and when?',
  'What did the committee decide on 12.5.2026?',
  'Compare trains and planes between Paris and London.',
])('not on software: %s', (question) => {
  expect(asksOfCode(question)).toBe(false);
});

test.each([
  ['What do studies say about caffeine and sleep?', true],
  ['Welche Studien gibt es zu Tempolimits?', true],
  ['关于咖啡因的研究有哪些？', true],
  ['Has the conjecture been proved?', true],
  ['Is there a meta-analysis of statins?', true],
  ['How tall is the Eiffel Tower?', false],
  ['Where is the paperclip factory?', false],
  ['Wann öffnet das Studio?', false],
])('whether studies are asked for: %s %s', (question, expected) => {
  expect(asksOfStudies(question)).toBe(expected);
});
