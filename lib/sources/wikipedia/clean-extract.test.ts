import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { cleanExtract } from './clean-extract.ts';

const fixture = path.resolve(import.meta.dirname, '../fixtures/wikipedia-article.json');
const [article] = JSON.parse(readFileSync(fixture, 'utf8')).query.pages;

test('an article becomes headings, paragraphs and lists, without references and reading lists', () => {
  expect(cleanExtract(article)).toEqual({
    title: 'Tidal power',
    text: `# Tidal power

Tidal power turns the movement of the tides into electricity. Tides are easier to foresee than wind or sun, so a plant's output can be planned years ahead.

Few places have both a tidal range above 5 m and a coast that can hold a plant.

## Principle

The energy of a basin is half of area, density, gravity and the square of the height.

### Kinds of plant

Three kinds are built:

- Tidal stream generators, which stand in a current like a windmill.
- Tidal barrages, which dam a bay.
- Lagoons, which ring a part of the sea.

## Plants

The barrage on the Rance was opened in 1966 and has a peak of 240 MW.
`,
  });
});

test('a section whose table did not come is dropped with its heading, its neighbours stay', () => {
  const extract =
    '<p>One.</p><h2>Empty</h2><h3>Empty too</h3><h2>Full</h2><h3>Deep</h3><p>Two.</p><h2>Last</h2>';
  expect(cleanExtract({ title: 'A < B & C', extract }).text).toBe(
    '# A < B & C\n\nOne.\n\n## Full\n\n### Deep\n\nTwo.\n',
  );
});

test('code is kept as it is, though its comments look like headings', () => {
  const code = 'run()\n\n## see also\n\n## notes\nstop()';
  const { text } = cleanExtract({ title: 'Code', extract: `<p>One.</p><pre>${code}</pre><h2>See also</h2>` });
  expect(text).toBe(`# Code\n\nOne.\n\n\`\`\`\n${code}\n\`\`\`\n`);
});

test('an article without text is its title', () => {
  expect(cleanExtract({ title: 'Nothing', extract: '' }).text).toBe('# Nothing\n');
});

test('markup that nests 100,000 deep is turned away at once', () => {
  const stopwatch = startStopwatch();
  const extract = `${'<div>'.repeat(100_000)}bottom`;
  expect(() => cleanExtract({ title: 'Deep', extract })).toThrow('could not be read');
  expect(stopwatch.ms()).toBeLessThan(2000);
});
