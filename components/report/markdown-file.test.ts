import { expect, test } from 'vitest';
import { nameFile, toMarkdownFile } from './markdown-file.ts';

const nothing = { pages: [], verdict: null };

test('what is taken along names its question, the pages that its marks stand for, and how it was judged', () => {
  const score = { score: 1, reason: '' };
  const claim = (verdict: 'supported' | 'contradicted') => ({
    text: '',
    sentence: 0,
    quotes: [],
    verdict,
    reason: '',
  });
  const file = toMarkdownFile({
    question: 'Is it kept?\nWhere?',
    markdown: 'It is kept.[1](#cite-1) It is not.[2](#cite-2)\n',
    pages: [
      { number: 1, title: 'Caching', url: 'https://a.example/cache' },
      { number: 2, title: 'Notes', url: 'doc://my%20notes.md' },
    ],
    verdict: {
      relevance: score,
      correctness: score,
      completeness: score,
      overall: 0.5,
      claims: [claim('supported'), claim('contradicted')],
      judged_by: 'strict-1',
      accuracy: null,
    },
  });
  expect(file).toBe(`> Is it kept?
> Where?

It is kept.[1] It is not.[2]

## Sources

[1] Caching, <https://a.example/cache>${'  '}
[2] Notes, <doc://my%20notes.md>

## Judgment

1 of 2 claims supported, score 0.50. Judged by strict-1.
`);
});

test('of quotes nothing is said that would be said of a judgment', () => {
  const none = { score: null, reason: '' };
  const claim = { text: '', sentence: 0, quotes: [1], verdict: 'supported' as const, reason: '' };
  const verdict = {
    relevance: { score: 0.16, reason: 'An estimate.' },
    correctness: none,
    completeness: none,
    overall: 0.16,
    claims: [{ ...claim, copied: true as const }],
    judged_by: 'built-in',
    accuracy: { balanced: 0.71, measured_on: 'two sets' },
  };
  const told = toMarkdownFile({ ...nothing, question: 'Why?', markdown: 'Words.', verdict });
  expect(told).toContain('## Check\n\n1 quote, word for word, estimated relevance 0.16.');
  expect(told).not.toMatch(/supported|score|Right in/);
  const judged = toMarkdownFile({
    ...nothing,
    question: '',
    markdown: '',
    verdict: { ...verdict, claims: [claim] },
  });
  expect(judged).toMatch(/## Judgment\n\n1 of 1 claim supported.*Right in 71 of 100/);
});

test('an answer that cites nothing and was not judged is its question and its words', () => {
  expect(toMarkdownFile({ ...nothing, question: 'Why?', markdown: 'Words.' })).toBe('> Why?\n\nWords.\n');
  expect(toMarkdownFile({ ...nothing, question: '', markdown: 'Words.' })).toMatch(/Words\.\n$/);
});

test.each([
  ['How do I stream text from a Next.js route handler?', 'how-do-i-stream-text-from-a-next.md'],
  ['Où est le café?', 'ou-est-le-cafe.md'],
  ['../../etc/passwd', 'etc-passwd.md'],
  ['日本語', 'answer.md'],
])('a file is named after its question in letters that every system takes: %s', (question, name) => {
  expect(nameFile(question)).toBe(name);
});
