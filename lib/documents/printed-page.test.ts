import { expect, test } from 'vitest';
import { cleanPage } from './clean-page.ts';

const own = (body: string) =>
  cleanPage({
    path: 'pump.html',
    text: `<html><body><h1>Pump</h1>${body}</body></html>`,
    isOwn: true,
  }).text;

const level = `<div class="keyword"><b>level</b> &lt;metres&gt;</div><pre class="text">
Says how high the water may stand before the pump starts. If it is left out,
the pump starts at two metres. Two values are known by name :

  low     The pump starts as soon as there is water. This is what most people
          want in a cellar.
  high    The pump waits until the alarm has rung.

  - a level of zero starts the pump at once, and lets it run until somebody
    stops it by hand.

Example :
    level 3
    pump  start
</pre>`;
const speed = `<div class="keyword"><b>speed</b></div><pre>Says how fast it turns. The default is 5.</pre><pre>speed 7</pre>`;

test('words that stand preformatted are read by their indents, below the line that names them; code stays code', () => {
  expect(own(level + speed)).toBe(`## Pump

###### level <metres>

Says how high the water may stand before the pump starts. If it is left out, the pump starts at two metres. Two values are known by name :

- low
  The pump starts as soon as there is water. This is what most people want in a cellar.
- high
  The pump waits until the alarm has rung.
- a level of zero starts the pump at once, and lets it run until somebody stops it by hand.

Example :

\`\`\`
level 3
pump  start
\`\`\`

###### speed

Says how fast it turns. The default is 5.

\`\`\`
speed 7
\`\`\`
`);
});

test('on a page that has more words beside them, and where they are statements, preformatted lines are code', () => {
  const said = '<p>The pump moves water, and has to be kept dry by whoever looks after it.</p>'.repeat(9);
  const statements =
    '<pre>SELECT level FROM pump WHERE name = main;\nSELECT speed FROM pump;\n# Starts the pump.\nUPDATE pump SET speed;</pre>';
  expect(own(said + level)).toContain('```\nSays how high the water may stand before');
  expect(own(statements.repeat(9))).not.toMatch(/^SELECT level FROM pump WHERE name = main; SELECT/m);
});

test('a manual that is longer than a page of the web may be is parsed where it is one of one’s own', () => {
  const parts = Array.from(
    { length: 20_000 },
    (_, at) => `<h2>Part ${at}</h2><p>${'It moves water. '.repeat(4)}</p>`,
  );
  const text = `<html><head><title>Pump</title></head><body>${parts.join('')}</body></html>`;
  expect(text.length).toBeGreaterThan(1_500_000);
  expect(cleanPage({ path: 'p.html', text, isOwn: true }).text).toContain('## Part 19999\n\nIt moves water.');
});

test('a word of a sentence that has a menu of its own stays, without the menu', () => {
  const word =
    '<span class="dropdown"><a class="dropdown-toggle" href="#">level</a><ul class="dropdown-menu"><li><a href="#a">Known in sections</a></li></ul></span>';
  const said = `Set ${word} before the pump starts. `.repeat(30);
  expect(own(`<p>${said}</p>`)).toContain('Set level before the pump starts. Set level');
  expect(own(`<pre>${said}</pre>`)).toContain('Set level before the pump starts. Set level');
});
