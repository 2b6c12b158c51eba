import { afterEach, expect, test, vi } from 'vitest';
import { createMarkStream } from './mark-stream.ts';
import { splitWritten } from './split-written.ts';
import { type PlacedMark, spreadMarks } from './spread-marks.ts';

afterEach(() => vi.restoreAllMocks());

const few = 50;
const factor = 8;
/** Work that grows with the text is 8 times as much, work that grows with its square 64 times. */
const most = 2 * factor;

const times = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

/** Texts whose beginning can only be told from what comes long after. */
const held: Record<string, (count: number) => string> = {
  'a fence that is never closed': (count) => `\`\`\`\n${times(count, (at) => `Thing ${at} is\n`)}`,
  'sources that do not end': (count) =>
    `Words.\n\n## Sources\n${times(count, (at) => `${at}. https://example.org/${at}\n`)}`,
  'a bracket that is never closed': (count) => `[${times(count, (at) => `thing ${at} `)}`,
  'nothing like it': (count) => times(count, (at) => `Thing ${at} holds [q1]. `),
};

/** How many characters are looked at while a text comes in small pieces. */
function looksAt(text: string): number {
  const looking = vi.spyOn(String.prototype, 'charAt');
  const stream = createMarkStream({ quoteNumbers: new Set([1, 2, 3]) });
  for (let at = 0; at < text.length; at += 6) stream.push(text.slice(at, at + 6));
  stream.end();
  const { length } = looking.mock.calls;
  looking.mockRestore();
  return length;
}

test.each(Object.entries(held))('%s is not read from its beginning at each piece', (_, make) => {
  expect(looksAt(make(few * factor)) / looksAt(make(few))).toBeLessThan(most);
});

/** Texts in which sentences, items and rows look for marks of others. */
const spread: Record<string, (count: number) => string> = {
  'one paragraph': (count) => times(count, (at) => `Thing ${at} holds in case ${at * 31}. `),
  'a list': (count) => times(count, (at) => `- thing ${at}\n`),
  'lists in a list': (count) => times(count, (at) => `${'  '.repeat(at % 3)}- thing ${at}\n`),
  tables: (count) => times(count, (at) => `| a | b |\n|---|---|\n| ${at} | x |\n\nSaid ${at}.\n\n`),
};

/** How often a unit is looked at while marks are spread: at every tenth place, or at the end alone. */
function looksAtUnits(text: string, isMarked: (at: number, count: number) => boolean): number {
  const units = splitWritten(text, []);
  let looks = 0;
  const watched = new Proxy(units, {
    get(target, name, receiver) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  const marks = units
    .filter((_, at) => isMarked(at, units.length))
    .map(({ end }): PlacedMark => {
      return {
        place: end,
        side: 'before',
        isApart: false,
        raw: '[q1]',
        url: undefined,
        numbers: [1],
        unknown: [],
      };
    });
  spreadMarks(watched, marks);
  return looks;
}

test.each(Object.entries(spread))('%s: no unit is held against all others', (_, make) => {
  for (const isMarked of [
    (at: number) => at % 10 === 0,
    (at: number, count: number) => at === count - 1,
    () => false,
  ]) {
    const [less, more] = [make(few), make(few * factor)].map((text) => looksAtUnits(text, isMarked));
    // A place among marks and units is found in steps, some more in the longer text.
    expect((more ?? 0) / (less ?? 1)).toBeLessThan(most);
  }
});
