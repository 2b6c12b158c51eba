import { expect, test } from 'vitest';
import { tellingWords } from './telling-words.ts';

test('a name counts for what it says, and its ending for nothing beside it', () => {
  expect(tellingWords('How do I stream text with Next.js?')).toEqual(['stream', 'text', 'next.js', 'next']);
  expect(tellingWords('Does js run everywhere?')).toContain('js');
});

test('a question of words that tell nothing keeps them', () => {
  expect(tellingWords('Good question?')).not.toEqual([]);
});
