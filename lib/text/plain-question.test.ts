import { expect, test } from 'vitest';
import { plainQuestion } from './plain-question.ts';

test.each([
  ['what about git worktree instead?', 'Git worktree?'],
  ['ok, and what is a packfile?', 'What is a packfile?'],
  ['And can it be done as well?', 'Can it be done?'],
  ['and can you tell me how it works?', 'How it works?'],
  ['Und was ist mit Tags?', 'Tags?'],
  ['und wie geht das?', 'Wie geht das?'],
  ['Qu’en est-il du rebasage ?', 'Rebasage ?'],
  ['Any idea why <b>it</b> fails?', 'Why it fails?'],
])('how a question goes on from one before goes: %j', (question, plain) => {
  expect(plainQuestion(question)).toBe(plain);
});

test.each([
  'And gate truth table',
  'OK Google setup',
  'Y combinator',
  'What about?',
  'Use rebase instead of merge?',
])('what is part of it stays: %s', (question) => expect(plainQuestion(question)).toBe(question));
