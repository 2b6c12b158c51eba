import { expect, test } from 'vitest';
import { readFile } from './read-file.ts';

test.each([
  ['taps/package.json', '{"name": "taps", "engines": {"node": ">=20"}}', 'package.json'],
  ['taps/compose.yml', 'services:\n  taps:\n    image: taps\n', 'compose.yml'],
  ['note.json', '{"title": "Taps of 2026", "body": {"text": "They drip."}}', 'Taps of 2026'],
])('data is called as it says, else as its file, never as one of its keys: %s', async (path, text, title) => {
  expect(await readFile({ path, text })).toMatchObject({ title });
});
