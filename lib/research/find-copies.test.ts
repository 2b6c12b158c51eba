import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { findCopies } from './find-copies.ts';

/** Numbers that look like chance, the same for the same seed. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

/** Sentences that differ from each other. */
function prose(seed: number, sentences = 60): string[] {
  const next = chance(seed);
  const pick = () => `w${next(5003)}`;
  return Array.from(
    { length: sentences },
    () => `The ${pick()} of ${pick()} was ${pick()} by the ${pick()} near ${pick()} in ${pick()}.`,
  );
}
let ids = 0;
const copiesAmong = (texts: string[]) =>
  findCopies(
    texts.map((text) => {
      ids += 1;
      return { id: `text ${ids}`, text };
    }),
  );

const report = prose(1);
const text = report.join(' ');

test('a copy with another beginning and end is a copy; another text is none', () => {
  const copied = `Reprinted from the wire.\n\n${text}\n\nAll rights reserved.`;
  expect(copiesAmong([text, prose(2).join(' '), copied, text.toUpperCase()])).toEqual([0, 1, 0, 0]);
});

test('a text that says something else in a tenth of its sentences is no copy', () => {
  const changed = report.map((sentence, at) => (at % 5 === 0 ? prose(3)[at] : sentence)).join(' ');
  expect(copiesAmong([text, changed])).toEqual([0, 1]);
});

test('an extract is no copy of the whole, and short texts are left alone', () => {
  expect(copiesAmong([text, report.slice(0, 30).join(' ')])).toEqual([0, 1]);
  expect(copiesAmong(['Closed on Sundays.', 'Closed on Sundays.'])).toEqual([0, 1]);
});

test('texts of scripts without spaces are compared by their signs', () => {
  const signs = (seed: number) => {
    const next = chance(seed);
    return Array.from({ length: 400 }, () => String.fromCharCode(0x4e00 + next(5000))).join('');
  };
  expect(copiesAmong([signs(1), signs(2), `${signs(1)}。`])).toEqual([0, 1, 0]);
});

test('a hundred long pages are compared in a moment', () => {
  const pages = Array.from({ length: 100 }, (_, at) => prose(at, 1500).join(' '));
  const stopwatch = startStopwatch();
  expect(new Set(copiesAmong(pages)).size).toBe(100);
  expect(stopwatch.ms()).toBeLessThan(15_000);
});
