import { expect, test } from 'vitest';
import { isCourtesy, withoutCourtesies } from './courtesy.ts';

const asked = 'How do I lock a file?';

test.each([
  [
    'Hi there! I hope you are all doing well. How do I lock a file? Thanks a lot in advance, kind regards, Ada Quimby',
    asked,
  ],
  [`Hello,\n\n${asked}\n\nBest,\nAda`, asked],
  [`${asked}\nThanks!\n-- \nAda Quimby\nQuimby & Sons\n+1 555 0100`, asked],
  [`Dear all, ${asked} Much appreciated!`, asked],
  ['hi how do I lock a file? thx', 'how do I lock a file?'],
  ['Hi Anna, how do I lock a file?', 'how do I lock a file?'],
  ['Voilà. Merci ! Comment verrouiller un fichier ?', 'Comment verrouiller un fichier ?'],
  [
    'Bonjour à tous, comment verrouiller un fichier ? Merci d’avance. Cordialement, Ada',
    'comment verrouiller un fichier ?',
  ],
  ['¡Hola! Gracias por todo. ¿Cómo bloqueo un archivo?', '¿Cómo bloqueo un archivo?'],
  [
    'Sehr geehrte Damen und Herren, wie sperre ich eine Datei? Mit freundlichen Grüßen\nAda Quimby',
    'wie sperre ich eine Datei?',
  ],
  ['你好，请问怎样锁定文件？谢谢！', '请问怎样锁定文件？'],
])('what is around a question goes: %j', (text, question) => {
  expect(withoutCourtesies(text)).toBe(question);
});

test.each([
  'How are you?',
  'Well, all is lost.\nWhy?',
  'Good locks are kept for the team.',
  'Hello World',
  'Dear ImGui, a library',
  'In the evening, the lock is kept.',
  'How do I lock `hello`',
  'Which file is best, Ada Quimby',
])('what asks or says something stays as it is: %j', (text) => {
  expect(withoutCourtesies(text)).toBe(text);
});

test.each([
  'Thanks!',
  'Hello?',
  'Voilà.',
  'Vielen Dank im Voraus',
  '¡Muchas gracias!',
  'Kind regards',
  'ありがとうございます。',
])('nothing but courtesy: %s', (text) => {
  expect(isCourtesy(text)).toBe(true);
  expect(withoutCourtesies(text)).toBe('');
});

test('a long text is read in time that grows with its length', () => {
  const text = 'hello, '.repeat(20_000) + asked;
  expect(withoutCourtesies(text)).toBe(asked);
  expect(withoutCourtesies(`${asked} `.repeat(20_000))).toHaveLength(22 * 20_000 - 1);
});
