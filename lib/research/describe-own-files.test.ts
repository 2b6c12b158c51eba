import { expect, test } from 'vitest';
import { FileReason } from '#lib/schema/file-account.ts';
import { describeOwnFiles } from './describe-own-files.ts';
import { reportWords, wordsOf } from './words/index.ts';

const none = { seen: 0, read: 0, waiting: 0, unread: [] };

test('what became of own documents is told with numbers, reasons and names', () => {
  const unread = [
    { reason: 'kind' as const, count: 5, examples: ['n/a.jpg', 'n/b.jpg', 'n/c.jpg', 'n/d.jpg', 'n/e.jpg'] },
    { reason: 'empty' as const, count: 1, examples: ['n/[x](http://evil).md'] },
    { reason: 'hidden' as const, count: 9, examples: ['n/.git/'] },
  ];
  expect(describeOwnFiles(wordsOf('en'), { seen: 29, read: 12, waiting: 2, unread })).toBe(
    'Own documents: 12 of 20 files can be searched; 2 still to be read; not read: of another kind 5 (`n/a.jpg`, `n/b.jpg`, `n/c.jpg` and 2 more), without text 1 (`n/[x](http://evil).md`).',
  );
  expect(describeOwnFiles(wordsOf('de'), { ...none, seen: 3, read: 3 })).toBe(
    'Eigene Dokumente: 3 von 3 Dateien sind durchsuchbar.',
  );
  expect(describeOwnFiles(wordsOf('en'), none)).toBe('There are no own documents to search.');
});

test('no name gets out of its quotes', () => {
  const unread = [{ reason: 'kind' as const, count: 1, examples: ['n/a`b\nc\u202e.x'] }];
  expect(describeOwnFiles(wordsOf('en'), { ...none, seen: 1, unread })).toContain('(`n/a?b?c?.x`)');
});

test('every language has words for every reason', () => {
  for (const words of reportWords) {
    for (const reason of FileReason.options) expect(words.files.reasons[reason]).toMatch(/./u);
    const told = describeOwnFiles(words, {
      ...none,
      seen: 2,
      waiting: 1,
      unread: [{ reason: 'kind', count: 1, examples: ['a'] }],
    });
    expect(told).not.toMatch(/undefined|\$\{/);
  }
});

test.each([
  ['en', /^[^；、。؛،।]+\.$/],
  ['fr', / ; non lus : /],
  ['ar', /^[^;,]+؛ [^;,]+،[^;,]+\.$/],
  ['zh', /^[^;,:()]+；[^;,:()]+、[^;,:()]+。$/],
  ['ja', /^[^;,:()]+。[^;,:()]+、[^;,:()]+。$/],
  ['hi', /।$/],
])('its parts are parted by the signs of the language: %s', (language, form) => {
  const two = [
    { reason: 'kind' as const, count: 5, examples: ['a.x', 'b.x', 'c.x', 'd.x'] },
    { reason: 'empty' as const, count: 1, examples: ['b.md'] },
  ];
  expect(describeOwnFiles(wordsOf(language), { seen: 9, read: 2, waiting: 1, unread: two })).toMatch(form);
  const said = wordsOf(language).lacking(['`a`', '`b`', '`c`']);
  expect(said).toMatch(/`a`.+`b`.+`c`/);
  if (/^(?:ar|zh|ja)$/.test(language)) expect(said).not.toMatch(/[,;]/);
});
