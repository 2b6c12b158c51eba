import { expect, test } from 'vitest';
import { splitSections } from './split-sections.ts';

const report = [
  'First words.\n\n',
  '## What is `streamText`?\n\nText.\n\n```md\n## not a heading\n```\n\n',
  '### A *smaller* part ##\n\n~~~\n# no\n```\n# no\n~~~\n',
  '## Last\n',
];

test('the parts begin at the headings outside code, and joined they are the whole', () => {
  const sections = splitSections(report.join(''));
  expect(sections.map(({ text }) => text)).toEqual(report);
  expect(sections.map(({ heading }) => heading)).toEqual([
    null,
    { level: 2, text: 'What is streamText?' },
    { level: 3, text: 'A smaller part' },
    { level: 2, text: 'Last' },
  ]);
  for (const { start, text } of sections) expect(report.join('').startsWith(text, start)).toBe(true);
});

test('a growing text never loses a character, wherever it is cut', () => {
  const whole = report.join('');
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const sections = splitSections(whole.slice(0, cut));
    expect(sections.map(({ text }) => text).join('')).toBe(whole.slice(0, cut));
  }
});
