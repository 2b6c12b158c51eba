import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

const read = (text: string) => visibleText('Ask a question').safeParse(text);

test.each(['', ' \n', '\u200b\u200b', '\u200e\u200f', '\u00ad', '\u3164', '\u2800', '\ufeff', '\u{e0020}'])(
  'nothing that can be seen is no text: %j',
  (text) => {
    expect(read(text).error?.issues.map(({ message }) => message)).toEqual(['Ask a question']);
  },
);

test.each(['a', '?', '👍🏽', '\u200fשלום', 'می\u200cخواهم', '∑'])('what can be seen is one: %s', (text) => {
  expect(read(` ${text} `).data).toBe(text);
});
