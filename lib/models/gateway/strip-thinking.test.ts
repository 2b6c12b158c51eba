import { expect, test } from 'vitest';
import { createThinkingStripper } from './strip-thinking.ts';

const cases: [string, string, string][] = [
  ['a text without thinking', 'Just text, a < b and <thin> too.', 'Just text, a < b and <thin> too.'],
  ['a text that begins and ends with blanks', ' \n Yes.\n ', ' \n Yes.\n '],
  ['nothing but blanks', ' \n', ' \n'],
  ['thinking at the start', '<think>Let me see.\n\n</think>\n\nThe answer.', 'The answer.'],
  ['thinking behind blanks', '\n <think>x</think> Yes.', 'Yes.'],
  ['empty thinking', '<think></think>Yes.', 'Yes.'],
  ['thinking twice at the start', '<think>a</think>\n<think>b</think>\n Yes.', 'Yes.'],
  ['thinking whose end stands in it', '<think>a</think>b</think>c', 'b</think>c'],
  ['two blocks', '<think>a</think>One. <think>b</think>Two.', 'One. Two.'],
  ['thinking that is never closed', '<think>And so on', ''],
  ['a tag in mid-text that is never closed', 'The tag <think> opens it.', 'The tag <think> opens it.'],
  ['tags in backticks', 'Use `<think>` and `</think>`.', 'Use `<think>` and `</think>`.'],
  ['a name in quotation marks', "tagName: '<think>' is it.", "tagName: '<think>' is it."],
  ['a text that ends like a tag', 'a <thi', 'a <thi'],
  ['a block within words', 'a<think>x</think>b', 'ab'],
];

test.each(cases)('%s comes out right in whatever pieces it comes', (_what, text, expected) => {
  for (let size = 1; size <= text.length; size += 1) {
    const stripper = createThinkingStripper();
    let out = '';
    for (let at = 0; at < text.length; at += size) out += stripper.push(text.slice(at, at + size));
    expect(out + stripper.end(), `pieces of ${size}`).toBe(expected);
  }
});

test('text that is certain is not held back', () => {
  const stripper = createThinkingStripper();
  expect(stripper.push('<think>x</think>One ')).toBe('One ');
  expect(stripper.push('two <')).toBe('two ');
  expect(stripper.push('b')).toBe('<b');
});
