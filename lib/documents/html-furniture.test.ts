import { expect, test } from 'vitest';
import { cleanPage } from './clean-page.ts';

const clean = (body: string) =>
  cleanPage({ path: 'page.html', text: `<html><body><main>${body}</main></body></html>` }).text;

test('a method that folds stands with its level above what is said of it, without the way to its code', () => {
  const method =
    '<details open><summary><section><span class="rightside"><span class="since">1.0.0</span> · <a class="srclink" href="../src/tap.rs.html#3">source</a></span><a href="#open" class="anchor"></a><h4>pub fn open(&amp;self)</h4></section></summary><p>Lets water through.</p><h5>Panics</h5><p>Where it freezes. <a href="t.html#open">Read more</a></p></details>';
  expect(clean(`<h2>Implementations</h2>${method}`)).toBe(
    '## Implementations\n\n#### pub fn open(&self)\n\nLets water through.\n\n##### Panics\n\nWhere it freezes.\n',
  );
});

test.each(['Expand description', 'Click to expand', 'Show 40 variants', 'Details'])(
  'a switch that says "%s" is no heading, and what it unfolds stays',
  (label) => {
    expect(clean(`<details><summary><span>${label}</span></summary><p>A tap.</p></details>`)).toBe(
      'A tap.\n',
    );
  },
);

test('a question or a name that unfolds something is a heading', () => {
  expect(clean('<details><summary>Show hidden taps</summary><p>Press T.</p></details>')).toBe(
    '##### Show hidden taps\n\nPress T.\n',
  );
});

test('code is what is shown of it: no lines that a book hides, and no switch', () => {
  const hidden = '<span class="boring">fn main() {\n</span>let tap = 1;\n<span class="boring">}</span>';
  expect(clean(`<pre><code class="language-rust">${hidden}</code></pre>`)).toBe(
    '```rust\nlet tap = 1;\n```\n',
  );
  expect(
    clean(
      '<pre>enum Tap {\n<details><summary>Show 2 variants</summary>    Hot,\n    Cold,\n</details>}</pre>',
    ),
  ).toBe('```\nenum Tap {\n    Hot,\n    Cold,\n}\n```\n');
});

test('buttons of a page are no words of it, and links are', () => {
  expect(
    clean(
      '<p>See <a href="#tap">tap</a>. <a href="javascript:void(0)">[−]</a></p><pre>tap()</pre><a class="test-arrow" href="https://play.example/?code=tap">Run</a>',
    ),
  ).toBe('See tap.\n\n```\ntap()\n```\n');
});

test('what is said alike of every type is left out', () => {
  expect(
    clean(
      '<h1>Tap</h1><p>Lets water through.</p><h2 id="blanket-implementations">Blanket Implementations</h2><div id="blanket-implementations-list"><p>Immutably borrows.</p></div>',
    ),
  ).toBe('# Tap\n\nLets water through.\n');
});

test('a link of a great many spaces is read in no time', () => {
  const text = `<a href="#tap">${' '.repeat(200_000)}tap</a>`;
  expect(clean(`<p>A ${text}.</p>`)).toBe('A tap.\n');
});

test.each([
  ['raised', '<sup><a href="#fn12">12</a></sup>'],
  ['in brackets', '<sup class="footnote">[<a id="r1" href="#n1">1</a>]</sup>'],
  ['by its class', '<a class="footnote-reference brackets" href="#id2" id="id1">1</a>'],
  ['by its role', '<a role="doc-noteref" href="notes.xhtml#n3">3</a>'],
  ['as a sign', '<sup><a href="#star">*</a></sup>'],
])('the mark of a note does not stand in the word before it: %s', (_, mark) => {
  expect(clean(`<p>The ferry${mark} waits.</p>`)).toBe('The ferry waits.\n');
});

test('powers, ordinals and links with words stay', () => {
  expect(
    clean('<p>10 m<sup>2</sup> of x<sup>a</sup>, the 4<sup>th</sup> <sup><a href="#new">new</a></sup>.</p>'),
  ).toBe('10 m2 of xa, the 4th new.\n');
});

test('the name of a picture and the writer of a page by Asciidoctor run into no sentence', () => {
  const header =
    '<div id="header"><h1>Pump</h1><div class="details"><span class="author">The team</span></div></div>';
  const image =
    '<div class="imageblock"><div class="content"><img src="a.png"></div><div class="title">Figure 1. A pump</div></div>';
  expect(clean(`${header}<ol><li><p>Press the button (A):</p>${image}</li><li><p>Wait.</p></li></ol>`)).toBe(
    '# Pump\n\n1. Press the button (A):\n2. Wait.\n',
  );
});
