import { expect, test } from 'vitest';
import { cleanPage } from './clean-page.ts';

const clean = (body: string) =>
  cleanPage({ path: 'page.html', text: `<html><body><main>${body}</main></body></html>` }).text;

test.each([
  ['a heading', '<div class="note"><h3 class="title">Note</h3><p>Only on servers of version 9.</p></div>'],
  ['a line', '<div class="admonition note"><p class="t">Note</p><p>Only on servers of version 9.</p></div>'],
  [
    'a cell',
    '<div class="admonitionblock"><table><tr><td>Note</td><td>Only on servers of version 9.</td></tr></table></div>',
  ],
])('a note whose title is %s says what it is, and stands under the heading that it is in', (_kind, note) => {
  const text = clean(
    `<h2>Options</h2><ul><li><p>first</p>${note}</li><li>second</li></ul><p>All of them.</p>`,
  );
  expect(text).toBe(
    '## Options\n\n- first\n  Note: Only on servers of version 9.\n- second\n\nAll of them.\n',
  );
});

test('a note without a title, and one that is a word of the text, are as they are', () => {
  expect(clean('<div class="tip"><p>Keep it dry.</p><p>And cool.</p></div>')).toBe(
    'Keep it dry.\n\nAnd cool.\n',
  );
  expect(clean('<p>A <span class="note">C sharp</span> sounds.</p>')).toBe('A C sharp sounds.\n');
});

test('terms that share a definition stand on one line, and terms without one each on its own', () => {
  expect(
    clean('<dl><dt>-q</dt><dt>--quiet</dt><dd>Says nothing.</dd><dt>-v</dt><dd>Says all.</dd></dl>'),
  ).toBe('- -q, --quiet\n  Says nothing.\n- -v\n  Says all.\n');
  expect(clean('<dl><dt>One</dt><dt>Two</dt></dl>')).toBe('- One\n- Two\n');
});

test('a column of cells that name something and tell of it are entries', () => {
  const cell = (name: string) =>
    `<tr><td><p>${name} <code>bigint</code></p><p>How many ${name}.</p></td></tr>`;
  const head = '<tr><th><p>Column</p><p>Description</p></th></tr>';
  expect(clean(`<table>${head}${['reads', 'writes', 'hits'].map(cell).join('')}</table>`)).toBe(
    '- reads `bigint`\n  How many reads.\n- writes `bigint`\n  How many writes.\n- hits `bigint`\n  How many hits.\n',
  );
  const layout = '<tr><td><p>Welcome.</p><p>Come in.</p></td></tr>';
  expect(clean(`<table>${layout}</table>`)).toBe('Welcome.\n\nCome in.\n');
});

test('a slogan beside the menu goes with it, and a short page beside its menu stays', () => {
  const menu = '<div class="menu"><ul><li><a href="a">Home</a></li><li><a href="b">About</a></li></ul></div>';
  const page = (box: string, rest: string) =>
    cleanPage({
      path: 'page.html',
      isOwn: true,
      text: `<html><body><div>${box}${menu}</div><h1>Pump</h1>${rest}</body></html>`,
    }).text;
  const long = `<p>${'The pump moves water. '.repeat(60)}</p>`;
  expect(page('<div>Small. Fast. Choose three.</div>', long)).not.toContain('Choose three');
  expect(page('<div>Small. Fast. Choose three.</div>', '<p>The pump is blue.</p>')).toContain('Choose three');
});

test('a page of a few words and many drawings is read as any other', () => {
  const drawing = `<svg><path d="${'M0 0 '.repeat(400_000)}"/><text>drawn</text></svg>`;
  const picture = `<img src="data:image/png;base64,${'A'.repeat(400_000)}">`;
  const text = `<html><head><title>Pump</title></head><body><main><h2>Start</h2>${drawing}${picture}<ul><li>It moves water.</li></ul></main></body></html>`;
  expect(cleanPage({ path: 'pump.html', text })).toMatchObject({
    title: 'Pump',
    text: '## Start\n\n- It moves water.\n',
  });
});

test('a page that is too long to be parsed is called as its title says', () => {
  const text = `<html><head><title>Pumps &amp; more</title></head><body>${'<p>It moves water.</p>'.repeat(80_000)}</body></html>`;
  expect(cleanPage({ path: 'p1.html', text }).title).toBe('Pumps & more');
});

test('a sign of a font for signs is no word of a heading, and the colon of a kind without a name none of a term', () => {
  expect(clean('<h2>Pumps<a href="#pumps">\uf0c1</a></h2><p>They pump. See <a href="#n">n</a>.</p>')).toBe(
    '## Pumps\n\nThey pump. See n.\n',
  );
  expect(
    clean(
      '<dl><dt><span>: </span>run (<em>n</em>)</dt><dt><span>: </span>run ()</dt><dd><p>Runs it.</p></dd></dl>',
    ),
  ).toBe('- run (n), run ()\n  Runs it.\n');
});
