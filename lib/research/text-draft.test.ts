import { describe, expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { readDraft } from './read-draft.ts';
import { removeSentences, renderDraft, replaceSentence, stretchBetween, wordsOf } from './text-draft.ts';
import { en } from './words/en.ts';

const quotes = testQuotes('One. Two. Three. Four. Five. Six. Seven. Eight.', { url: 'doc://a' });
const read = (written: string) => readDraft(written, { textId: 'answer', quotes, byCode: false }).draft;
const mark = (numbers: readonly number[]) => `[${numbers.join(',')}]`;

/** The text once the sentences that hold a word are gone. */
function without(written: string, ...gone: string[]): string {
  const draft = read(written);
  const indexes = draft.sentences.flatMap((sentence, index) =>
    sentence.form !== 'heading' && gone.some((word) => wordsOf(draft, sentence).includes(word))
      ? [index]
      : [],
  );
  const left = removeSentences(draft, indexes);
  for (const sentence of left.sentences)
    expect(written.replace(/\s*\[q\d\]/g, '')).toContain(wordsOf(left, sentence).replace(/^\d+[.)] /, ''));
  return left.words;
}

describe('what goes takes along what would stand there without sense, and nothing else', () => {
  test.each([
    ['One is.[q1] Two is.[q2] Three is.[q3]', ['Two'], 'One is. Three is.'],
    ['One is.[q1]\n\nTwo is.[q2]\n\nThree is.[q3]', ['Two'], 'One is.\n\nThree is.'],
    ['- One is.[q1]\n- Two is.[q2]\n- Three is.[q3]', ['Two'], '- One is.\n- Three is.'],
    [
      'Do it so:\n\n1. One is.[q1]\n2. Two is.[q2]\n3. Three is.[q3]',
      ['One'],
      'Do it so:\n\n1. Two is.\n2. Three is.',
    ],
    [
      '| Who | What |\n|---|---|\n| a | One [q1] |\n| b | Two [q2] |\n\nThree is.[q3]',
      ['One'],
      '| Who | What |\n|---|---|\n| b | Two |\n\nThree is.',
    ],
    ['| Who | What |\n|---|---|\n| a | One [q1] |\n\nThree is.[q3]', ['One'], 'Three is.'],
    ['| Who | What |\n|---|---|\n| a | One [q1] |', ['Nothing'], '| Who | What |\n|---|---|\n| a | One |'],
    ['## First\n\nOne is.[q1]\n\n## Second\n\nTwo is.[q2]', ['One'], '## Second\n\nTwo is.'],
    ['One is.[q1]\n\nThe merits are:\n\n- Two is.[q2]', ['Two'], 'One is.'],
    ['12. März war One.[q1]\n\nTwo is.[q2]\n\nThree is.[q3]', ['Two'], '12. März war One.\n\nThree is.'],
    [
      'Begin:\n\n7. One is.[q1]\n8. Two is.[q2]\n9. Three is.[q3]',
      ['Nothing'],
      'Begin:\n\n7. One is.\n8. Two is.\n9. Three is.',
    ],
    [
      '1. One is.[q1]\n2. Two is.[q2]\n\n```\n1. Three\n2. Four\n```\n[q4]',
      ['One'],
      '1. Two is.\n\n```\n1. Three\n2. Four\n```',
    ],
    ['```\n1. Three\n3. Four\n```\n[q4]\n\nTwo is.[q2]', ['Two'], '```\n1. Three\n3. Four\n```'],
    [
      '```\n# Three\n# Four\n\n\n\n| a | b |\n|---|---|\n# Five\n```\n[q4]\n\nOne is.[q1]\n\nTwo is.[q2]',
      ['One'],
      '```\n# Three\n# Four\n\n\n\n| a | b |\n|---|---|\n# Five\n```\n\nTwo is.',
    ],
    [
      '### How C# and F# differ\n\nOne is.[q1]\n\nTwo is.[q2]',
      ['Two'],
      '### How C# and F# differ\n\nOne is.',
    ],
    ['> One is.[q1]\n\nTwo is.[q2]', ['One'], 'Two is.'],
  ])('%j without %j', (written, gone, left) => {
    expect(without(written, ...gone)).toBe(left);
  });
});

test('each sentence that rests on quotes has its mark, a row before its last bar', () => {
  const draft = read('One is.[q1] Two is.[q2]\n\n| a | b |\n|---|---|\n| c | Three [q3] |');
  const { markdown, sentences } = renderDraft(draft, mark);
  expect(markdown).toBe('One is.[1] Two is.[2]\n\n| a | b |\n|---|---|\n| c | Three[3] |');
  for (const { start, end } of sentences) expect(markdown.slice(start, end)).not.toMatch(/\[\d\]/);
});

test('what is put in the place of a sentence leaves the others where they are', () => {
  const draft = read('One is.[q1] Two is.[q2] Three is.[q3]');
  const next = replaceSentence(draft, 1, { text: 'Two was, for long.', quotes: [2], kind: 'finding' });
  expect(next.words).toBe('One is. Two was, for long. Three is.');
  expect(next.sentences.map((sentence) => wordsOf(next, sentence))).toEqual([
    'One is.',
    'Two was, for long.',
    'Three is.',
  ]);
});

test('a conclusion is told by its mark, wherever it stands', () => {
  const draft = read('One is.[q1] So two follows. [from q1, q2] Three is.[q3] Four follows [from q3].');
  expect(
    draft.sentences.map((sentence) => [wordsOf(draft, sentence), sentence.kind, sentence.quotes]),
  ).toEqual([
    ['One is.', 'finding', [1]],
    ['So two follows.', 'inference', [1, 2]],
    ['Three is.', 'finding', [3]],
    ['Four follows.', 'inference', [3]],
  ]);
});

test('the stretch between two texts makes the one of the other', () => {
  for (const [before, after] of [
    ['abc', 'abc'],
    ['aaa', 'aa'],
    ['One. Two. Three.', 'One. Three.'],
    ['', 'x'],
  ] as const) {
    const edit = stretchBetween(before, after);
    expect(edit ? before.slice(0, edit.start) + edit.text + before.slice(edit.end) : before).toBe(after);
  }
});

test('our own words above a table or code rest on nothing that stands in it', () => {
  for (const found of ['| Who | What |\n| --- | --- |\n| a | One |\n\n[q1]', '```\nOne\n```\n\n[q1]']) {
    const { draft } = readDraft(`${en.closest}\n\n${found}\n\n### Page\n\n> Two is.[q2]\n`, {
      textId: 'answer',
      quotes,
      byCode: true,
    });
    expect(draft.sentences[0]).toMatchObject({ kind: 'note', quotes: [] });
    expect(draft.sentences.filter(({ quotes }) => quotes.includes(1))).not.toEqual([]);
  }
});

test('a mark behind an exclamation mark is a link and no picture', () => {
  const draft = read('One is![q1] Two is.[q2]\n\n- Three is![q3]\n');
  const link = (numbers: readonly number[]) =>
    numbers.map((number) => `[${number}](#cite-${number})`).join('');
  const { markdown, sentences } = renderDraft(draft, link);
  expect(markdown).toBe('One is! [1](#cite-1) Two is.[2](#cite-2)\n\n- Three is! [3](#cite-3)');
  expect(markdown.slice(sentences[0]?.start, sentences[0]?.end)).toBe('One is!');
});
