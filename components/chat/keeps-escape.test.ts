import { expect, test } from 'vitest';
import { keepsEscape, messageFieldId } from './keeps-escape.ts';

test('Esc in a field that is written in stays there', () => {
  expect(keepsEscape({ tagName: 'INPUT', type: 'date' })).toBe(true);
  expect(keepsEscape({ tagName: 'TEXTAREA', id: 'part-1' })).toBe(true);
  expect(keepsEscape({ tagName: 'SELECT' })).toBe(true);
  expect(keepsEscape({ tagName: 'DIV', isContentEditable: true })).toBe(true);
});

test('Esc in the message, in its mode and anywhere else stops the answer', () => {
  expect(keepsEscape({ tagName: 'TEXTAREA', id: messageFieldId })).toBe(false);
  expect(keepsEscape({ tagName: 'INPUT', type: 'radio' })).toBe(false);
  expect(keepsEscape({ tagName: 'BODY' })).toBe(false);
  expect(keepsEscape({})).toBe(false);
});
