import { describe, expect, test } from 'vitest';
import { nothingFound } from '#lib/models/nothing-found.ts';
import { createCitedFilter } from './keep-cited.ts';

const quotes = new Map([
  [1, 'It is on by default. Nobody has to ask for it.'],
  [2, 'The limit is 10MB.'],
]);

/** The text in pieces of every length, which must not matter. */
function filtered(text: string): string {
  const answers = [1, 3, 7, text.length].map((length) => {
    const filter = createCitedFilter((number) => quotes.get(number));
    let out = '';
    for (let at = 0; at < text.length; at += length) out += filter.push(text.slice(at, at + length));
    return out + filter.end();
  });
  expect(new Set(answers).size).toBe(1);
  return answers[0] as string;
}

describe('what reaches the reader', () => {
  test('a sentence with the mark of a quote that exists stays, with its mark', () => {
    expect(filtered('The limit is 10MB.[q2] It is on.[q1]')).toBe('The limit is 10MB.[q2] It is on.[q1]');
  });

  test.each([
    ['before a cited one', 'I made this up. The limit is 10MB.[q2]', 'The limit is 10MB.[q2]'],
    ['after the last mark', 'The limit is 10MB.[q2] I made this up.', 'The limit is 10MB.[q2]'],
    ['with an invented quote', 'It is 5GB.[q77] The limit is 10MB.[q2]', ' The limit is 10MB.[q2]'],
    ['as a list item', '- Made up.\n- The limit is 10MB.[q2]', '- The limit is 10MB.[q2]'],
    ['as code', '```js\nmadeUp();\n```\n\nThe limit is 10MB.[q2]', 'The limit is 10MB.[q2]'],
  ])('a sentence without a quote goes: %s', (_name, text, expected) => {
    expect(filtered(text).trim()).toBe(expected.trim());
  });

  test('a sentence that the next mark quotes as well stays', () => {
    const text = 'It is on by default. Nobody has to ask for it.[q1]';
    expect(filtered(text)).toBe(text);
  });

  test('our own wording stays without a mark, and nothing of a text without any', () => {
    expect(filtered(nothingFound())).toBe(nothingFound());
    expect(filtered('I know this by heart. Trust me.').trim()).toBe('');
  });

  test('a heading stays with what stands under it, and goes with it', () => {
    const text =
      '## Limits\n\nThe limit is 10MB.[q2]\n\n## Feelings\n\nIt feels fast.\n\n## More\n\nIt is on.[q1]';
    const out = filtered(text);
    expect(out).toContain('## Limits');
    expect(out).toContain('## More\n\nIt is on.[q1]');
    expect(out).not.toContain('It feels fast');
  });

  test('marks in the middle of a sentence and marks in code do not tear it', () => {
    const middle = 'It is on[q1] and limited to 10MB[q2].';
    expect(filtered(middle)).toBe(middle);
    const code = '```js\nlimit("[q9]");\n```\n\n[q2]';
    expect(filtered(code)).toBe(code);
  });
});
