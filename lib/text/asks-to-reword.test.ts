import { expect, test } from 'vitest';
import { asksToReword } from './asks-to-reword.ts';

test.each([
  'shorter',
  'make it a table',
  'as a list, please',
  'als Tabelle bitte',
  'もっと短く',
  '短くしてください',
  '短一点',
  'أقصر',
])('%s asks for the answer in another form', (message) => expect(asksToReword(message)).toBe(true));

test.each([
  'What is a table?',
  'list all branches',
  'table',
  'tables',
  'How do I make a table in LaTeX?',
  '短波とは何ですか',
  '短连接是什么',
])('%s asks for something else', (message) => expect(asksToReword(message)).toBe(false));
