import { expect, test } from 'vitest';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { languageAsked } from './language-asked.ts';

const conversation: ChatMessage[] = [
  { role: 'user', content: 'How do I lock a file?' },
  { role: 'user', content: 'Wie sperre ich eine Datei, die niemand lesen soll?' },
  { role: 'assistant', content: 'Nothing was found in the sources that answers this question.' },
];

test('a question that tells no language is in that of the last one which did', () => {
  expect(languageAsked('git bisect', conversation)).toBe('de');
  expect(languageAsked('And how do I unlock it again?', conversation)).toBe('en');
  expect(languageAsked('git bisect', [])).toBeUndefined();
});

test.each([
  ['Danke Peter', 'de'],
  ['ja', 'de'],
  ['Qui es-tu ?', 'fr'],
  ['non merci', 'fr'],
  ['¡Gracias!', 'es'],
  ['はい', 'ja'],
  ['好的', 'zh'],
  ['ok', undefined],
  ['no thanks', undefined],
])('a word or two that ask nothing are in the language that has them: %s', (message, language) => {
  const told = languageAsked(message, []);
  expect(told === 'en' ? undefined : told).toBe(language);
});

test('what is English is answered in the language of what was asked before', () => {
  expect(languageAsked('ok', conversation)).toBe('de');
});
