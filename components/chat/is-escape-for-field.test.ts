import { expect, test } from 'vitest';
import { isEscapeForField, messageFieldId } from './is-escape-for-field.ts';

test('Esc in a field that is written in stays there', () => {
  expect(isEscapeForField({ tagName: 'INPUT', type: 'date' })).toBe(true);
  expect(isEscapeForField({ tagName: 'TEXTAREA', id: 'part-1' })).toBe(true);
  expect(isEscapeForField({ tagName: 'SELECT' })).toBe(true);
  expect(isEscapeForField({ tagName: 'DIV', isContentEditable: true })).toBe(true);
});

test('Esc in the message, in its mode and anywhere else stops the answer', () => {
  expect(isEscapeForField({ tagName: 'TEXTAREA', id: messageFieldId })).toBe(false);
  expect(isEscapeForField({ tagName: 'INPUT', type: 'radio' })).toBe(false);
  expect(isEscapeForField({ tagName: 'BODY' })).toBe(false);
  expect(isEscapeForField({})).toBe(false);
});
