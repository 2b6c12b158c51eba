import { expect, test } from 'vitest';
import { quotableUnits } from '#lib/text/quotable-units.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
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
  [
    'a cell beside a picture',
    '<div class="note"><table><tr><td rowspan="2"><img alt="[Note]" src="n.png" /></td><th>Note</th></tr><tr><td><p>Only on servers of version 9.</p></td></tr></table></div>',
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
  expect(clean(`<table>${layout.replace('<td>', '<td><img src="door.png" /></td><td>')}</table>`)).toBe(
    'Welcome.\n\nCome in.\n',
  );
  expect(clean(`<table>${layout}</table>`)).toBe('Welcome.\n\nCome in.\n');
});

test.each([
  ['code', '<tr><td><code>*.kicad_pcb</code></td><td>', '`*.kicad_pcb`: '],
  ['words', '<tr><td><p class="cell">Redo:</p></td><td>', 'Redo: '],
])('two columns of which nothing is a head are labels with values: %s', (_kind, label, words) => {
  const rows = `${label}One.</td></tr>${label}Two.</td></tr>`;
  expect(clean(`<table>${rows}</table>`)).toBe(`- ${words}One.\n- ${words}Two.\n`);
});

test.each([
  ['cells of a head', '<thead><tr><td>Key</td><td>Effect</td></tr></thead>'],
  ['head cells', '<tr><th>Key</th><th>Effect</th></tr>'],
  ['bold letters', '<tr><td><p><b>Key</b></p></td><td><strong>Effect</strong></td></tr>'],
  ['its name', '<tr><td class="x"><p class="tablehead">Key</p></td><td class="head">Effect</td></tr>'],
])('two columns have a head above them where the first row is one by %s', (_kind, head) => {
  expect(clean(`<table>${head}<tr><td>F1</td><td><b>Zoom</b> in</td></tr></table>`)).toBe(
    '| Key | Effect |\n| --- | --- |\n| F1 | Zoom in |\n',
  );
});

test('the number of a paragraph by which it is found is no word of it, and that of a note stays', () => {
  const numbered = (at: number, html: string) =>
    `<div><label><a href="#${at}">${at}</a></label>${html}</div>`;
  expect(clean(numbered(11, '<p id="11">Shut it.</p>') + numbered(12, '<p id="12">Open it.</p>'))).toBe(
    'Shut it.\n\nOpen it.\n',
  );
  expect(clean('<p>Shut it <a href="#step-3">3</a> times.</p>')).toBe('Shut it 3 times.\n');
});

test('words that begin as a heading does are none, and what stands below keeps its own', () => {
  const text = clean('<h2>Check</h2><p># Set when it was built</p><p>Look for parallel.</p>');
  expect(text).toBe('## Check\n\n # Set when it was built\n\nLook for parallel.\n');
  expect(splitPassages(text).map(({ heading }) => heading)).toEqual([['Check']]);
  const said = quotableUnits(text, { start: 0, end: text.length }).map(({ start, end }) =>
    text.slice(start, end),
  );
  expect(said).toEqual(['# Set when it was built', 'Look for parallel.']);
});

test('words that breaks part stay apart', () => {
  const long = `<p>${'The pump moves water. '.repeat(60)}</p>`;
  const text = cleanPage({
    path: 'page.html',
    isOwn: true,
    text: `<html><body><div>${long}Run: <i>pump -t<br><br></i>Read what it says.<br><br>Then stop.${long}</div></body></html>`,
  }).text;
  expect(text).toMatch(/pump -t\s+Read what it says\./);
});

test('a column of pictures is none: what stands beside them is read by itself', () => {
  const row = (words: string) => `<tr><td><img src="i.png" alt=""></td><td><p>${words}</p></td></tr>`;
  expect(clean(`<table>${row('Open a file.')}${row('Print the page.')}</table>`)).toBe(
    'Open a file.\n\nPrint the page.\n',
  );
  const numbers = (first: string) => `<tr><td>${first}</td><td></td><td>2</td><td>3</td></tr>`;
  expect(clean(`<table>${numbers('a')}${numbers('b')}</table>`)).toBe(
    '| a | 2 | 3 |\n| --- | --- | --- |\n| b | 2 | 3 |\n',
  );
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

test.each([
  [
    'definitions',
    'dl',
    (name: string, said: string) => `<dt>${name}</dt><dd><p>${said}</p></dd>`,
    /^- lamp3\n {2}How long/m,
  ],
  [
    'rows',
    'table',
    (name: string, said: string) => `<tr><td>${name}</td><td>${said}</td></tr>`,
    /^\| lamp3 \| How long/m,
  ],
])('what a page is made of keeps its form: %s', (_kind, tag, entry, written) => {
  const head = tag === 'table' ? '<tr><th>Name</th><th>Meaning</th></tr>' : '';
  const entries = Array.from({ length: 40 }, (_, at) =>
    entry(`lamp${at}`, `How long lamp ${at} burns, in seconds, before the keeper puts it out.`),
  );
  const body = `<h1>Lamps</h1><p>All of them, and how they burn.</p><${tag}>${head}${entries.join('\n')}</${tag}>`;
  const text = `<html><head><title>Lamps</title></head><body>${body}</body></html>`;
  expect(cleanPage({ path: 'lamps.html', text }).text).toMatch(written);
});

test('a manual page as it is printed, in one piece of preformatted text, is read as a manual page', () => {
  const page = `<pre>
PUMP(1)                                                                PUMP(1)

<b>NAME</b>
       pump - moves water up-
       hill

<b>SYNOPSIS</b>
       <b>pump</b> [-q]

<b>OPTIONS</b>
       <b>-q</b>     Says nothing. It is quiet on its way up-
              hill, and down: uphill is slow.

       <b>-v</b>     Says all.

       <b>-a</b>     Pumps all.

       <b>-b</b>     Pumps back.

       <b>-c</b>     Pumps cold.

PUMP(1)                                                                PUMP(1)
</pre>`;
  expect(clean(page)).toBe(
    '## NAME\n\npump - moves water uphill\n\n## SYNOPSIS\n\npump [-q]\n\n## OPTIONS\n\n- -q\n  Says nothing. It is quiet on its way uphill, and down: uphill is slow.\n- -v\n  Says all.\n- -a\n  Pumps all.\n- -b\n  Pumps back.\n- -c\n  Pumps cold.\n',
  );
  const code = 'NAME = 1\n  if NAME:\n    go()\nEND\n';
  expect(clean(`<pre>${code}</pre>`)).toBe(`\`\`\`\n${code}\`\`\`\n`);
});
