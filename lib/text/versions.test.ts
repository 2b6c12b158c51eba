import { expect, test } from 'vitest';
import { isOfVersion, tellsVersion, versionOf } from './versions.ts';

test.each([
  ['3.2.9 - 3 April, 2026', '3.2.9'],
  ['[1.1.0] - 2024-10-09', '1.1.0'],
  ['8.19.0 (2026-10-05)', '8.19.0'],
  ['v1.1.2 - 2023-10-12', '1.1.2'],
  ['2.0.0-beta.1', '2.0.0'],
  ['Upgrading to version 0.95.0+', '0.95.0'],
  ['Release 15.1', '15.1'],
])('a heading tells a version: %s', (heading, version) => {
  expect(versionOf(['Changelog', heading, 'Bug fixes'])).toBe(version);
});

test.each(['3.1.2 Configuring the pump', '4.2. Pumps', 'Bug fixes', '1.5 - and more', '2026'])(
  'a heading tells none: %s',
  (heading) => {
    expect(versionOf([heading])).toBeUndefined();
  },
);

test('a section of another version than the one that is asked about is told from all others', () => {
  expect(isOfVersion('What changed in v0.95?', ['0.95.2 - 2021-02-22'])).toBe(true);
  expect(isOfVersion('What changed in 0.95.2?', ['0.95'])).toBe(true);
  expect(isOfVersion('What changed in 0.9?', ['0.95.2 - 2021-02-22'])).toBe(false);
  expect(isOfVersion('What changed since 0.21 up to 1.0?', ['1.0.0 - 2022-01-16'])).toBe(true);
  expect(isOfVersion('What changed?', ['1.0.0 - 2022-01-16'])).toBe(true);
  expect(isOfVersion('What changed in 0.95?', ['Pumps'])).toBe(true);
});

test.each([
  'Which version dropped Node 8?',
  'In which release was it added?',
  'when did you drop Node 8',
  'Since when is it there?',
])('a version answers it: %s', (question) => {
  expect(tellsVersion(question, ['1.0.0 - 2022-01-16'])).toBe(true);
  expect(tellsVersion(question, ['Pumps'])).toBe(false);
});

test('a version does not answer what asks for something else', () => {
  expect(tellsVersion('When should I use a pump?', ['1.0.0 - 2022-01-16'])).toBe(false);
});

test('a heading of any length is read in no time', () => {
  const long = [`${'1.'.repeat(100_000)}x`, '('.repeat(100_000), `1.0${' '.repeat(100_000)}x`];
  expect(long.map((heading) => versionOf([heading])?.length)).toEqual([undefined, undefined, undefined]);
});
