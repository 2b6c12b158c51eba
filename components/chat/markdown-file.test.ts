import { expect, test } from 'vitest';
import { nameFile, toMarkdownFile } from './markdown-file.ts';

test('a saved answer names the pages that its marks stand for', () => {
  const text = 'It is kept.[1](#cite-1) It is not.[2](#cite-2)\n';
  const pages = [
    { number: 1, title: 'Caching', url: 'https://a.example/cache' },
    { number: 2, title: 'Notes', url: 'doc://notes.md' },
  ];
  expect(toMarkdownFile(text, pages)).toBe(
    'It is kept.[1] It is not.[2]\n\n## Sources\n\n[1] Caching, <https://a.example/cache>  \n[2] Notes, <doc://notes.md>\n',
  );
});

test('an answer that cites nothing is saved as it is', () => {
  expect(toMarkdownFile('Words.', [])).toBe('Words.\n');
});

test.each([
  ['How do I stream text from a Next.js route handler?', 'how-do-i-stream-text-from-a-next.md'],
  ['Où est le café?', 'ou-est-le-cafe.md'],
  ['../../etc/passwd', 'etc-passwd.md'],
  ['日本語', 'answer.md'],
])('a file is named after its question in letters that every system takes: %s', (question, name) => {
  expect(nameFile(question)).toBe(name);
});
