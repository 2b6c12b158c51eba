import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { cleanPage } from './clean-page.ts';
import { readFile } from './read-file.ts';

const page = (body: string) =>
  `<!doctype html><html><head><title>Pumps</title></head><body>${body}</body></html>`;
const read = (body: string) => cleanPage({ path: 'a.html', text: page(body), isOwn: true }).text;
const told =
  '<p>A pump moves water from one place to another, and it does so for as long as it has power.</p>';

test('a list that lays out sections is read as sections, one of words as a list', () => {
  const section = (name: string) =>
    `<li><section><h3>${name}</h3><div class="sig">int ${name}()</div><p>Does ${name}.</p></section></li>`;
  expect(
    read(
      `<main><ul class="details"><li><h2>Methods</h2><ul>${section('start')}${section('stop')}</ul></li></ul></main>`,
    ),
  ).toBe('## Methods\n\n### start\n\nint start()\n\nDoes start.\n\n### stop\n\nint stop()\n\nDoes stop.\n');
  expect(read('<main><ul><li><h3>start</h3></li><li><h3>stop</h3></li></ul></main>')).toBe(
    '- start\n- stop\n',
  );
});

test.each([
  [
    'boxes below boxes that are called heads',
    '<div class="summary-table three"><div class="table-header">Type</div><div class="table-header">Method</div><div><code>int</code></div><div><code>bar()</code></div><div><code>void</code></div><div><div class="block">stop | go</div></div></div>',
    '| Type | Method |\n| --- | --- |\n| `int` | `bar()` |\n| `void` | stop \\| go |\n',
  ],
  [
    'boxes with roles',
    '<div role="table"><div role="row"><span role="columnheader">Type</span><span role="columnheader">Method</span></div><div role="row"><span role="cell">int</span><span role="cell">bar()</span></div></div>',
    '| Type | Method |\n| --- | --- |\n| int | bar() |\n',
  ],
  [
    'boxes that only are called so',
    '<div class="table-wrapper"><div class="header">Type</div><div>One.</div><div>Two.</div></div>',
    'Type\n\nOne.\n\nTwo.\n',
  ],
])('a table that is drawn: %s', (_, body, text) => {
  expect(read(`<main>${body}</main>`)).toBe(text);
});

test('what stands right after inline code goes on with its name, or is a word of its own', () => {
  const html = (...codes: string[]) =>
    `<p>Set ${codes.map((one) => `<code>${one}</code>`).join('')} to stop.</p>`;
  expect(read(html('Field.', 'max_length'))).toContain('Set `Field.max_length` to stop.');
  expect(read(html('Field', '.max', '.length'))).toContain('Set `Field.max.length` to stop.');
  expect(read(html('stream_bytes', 'bigint'))).toContain('Set `stream_bytes` `bigint` to stop.');
  expect(read(html('!!', 'query'))).toContain('Set `!!` `query` to stop.');
  expect(read(html('a`b', 'c'))).toContain('Set ``a`b`` `c` to stop.');
  const stopwatch = startStopwatch();
  expect(read(html(...Array.from({ length: 100_000 }, () => 'a.')))).toContain('`a.a.');
  expect(stopwatch.ms()).toBeLessThan(20_000);
});

test('code that is drawn a box to a line is code, without its numbers and tips', () => {
  const body =
    '<div class="fragment"><div class="line"><span class="lineno">    1</span>if (<a href="a.html">full</a>) {</div><div class="line">\u00a0 stop();</div><div class="line"> </div><div class="line">}</div><div class="ttc"><div class="ttname">full</div></div></div><!-- fragment -->';
  expect(read(`<main><p>So:</p>${body}</main>`)).toBe('So:\n\n```\nif (full) {\n  stop();\n\n}\n```\n');
});

test('a signature with a cell for each bracket is one line', () => {
  const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  expect(
    read(
      `<main><h2>start()</h2><table>${row('int Pump::start', '(', 'int', '<em>bar</em>,')}${row('', '', 'bool', '<em>now</em>')}${row('', ')', 'const', '')}</table><p>Starts.</p></main>`,
    ),
  ).toBe('## start()\n\n```\nint Pump::start(int bar, bool now) const\n```\n\nStarts.\n');
});

test('a declaration in a line of its own is code, as it stands', () => {
  expect(
    read(
      '<main><h3>start</h3><div class="member-signature"><span>public</span>&nbsp;<a href="i.html">int</a>&nbsp;start<wbr>\u200b(int&nbsp;bar,\n int&nbsp;now)</div><div class="block">Starts.</div></main>',
    ),
  ).toBe('### start\n\n```\npublic int start(int bar,\n int now)\n```\n\nStarts.\n');
});

test('several definitions of a term are items of their own', () => {
  expect(
    read(
      '<main><dl><dt>Throws:</dt><dd><code>A</code> - if it is full</dd><dd><code>B</code> - if it is not</dd><dd>C</dd><dt>Returns:</dt><dd>the pressure</dd><dd><p>Or:</p><ul><li>nothing</li></ul></dd><dd>more</dd></dl></main>',
    ),
  ).toBe(
    '- Throws:\n  - `A` - if it is full\n  - `B` - if it is not\n  - C\n- Returns:\n  - the pressure\n  - Or:\n    - nothing\n  - more\n',
  );
});

test('in a table with headings of its own, cells that make a line are one', () => {
  expect(
    read(
      '<main><table><tr><td colspan="2"><h2>Functions</h2></td></tr><tr><td>int</td><td><a href="#s">start</a> (int bar)</td></tr><tr><td></td><td>Starts it. <a href="#s">More...</a></td></tr></table></main>',
    ),
  ).toBe('## Functions\n\nint start (int bar)\n\nStarts it.\n');
});

test('what unfolds within the text does not head what follows it; questions that unfold head their answers', () => {
  const history =
    '<div class="meta"><details><summary>History</summary><table><tr><th>Version</th><th>Changes</th></tr><tr><td>2</td><td>Added.</td></tr></table></details></div>';
  expect(read(`<main><h3>start()</h3>${history}<p>Starts the pump.</p></main>`)).toBe(
    '### start()\n\nHistory:\n\n| Version | Changes |\n| --- | --- |\n| 2 | Added. |\n\nStarts the pump.\n',
  );
  expect(
    read('<main><details><summary>Is it on?</summary><p>Yes.</p></details><p>More below.</p></main>'),
  ).toBe('##### Is it on?\n\nYes.\n\nMore below.\n');
});

test('of several articles none has a heading that outranks the one that it begins with', () => {
  const article = (name: string) =>
    `<article><h4>${name}()</h4><div><h3>Types</h3><p>bar = int</p></div><p>Does ${name}.</p></article>`;
  expect(read(`<h2>Functions</h2>${told}${article('start')}${article('stop')}`)).toContain(
    '#### start()\n\n##### Types\n\nbar = int\n\nDoes start.\n\n#### stop()\n\n##### Types',
  );
});

test('no sentence of a page of one’s own is left out for not looking like its main part', () => {
  const method = (at: number) =>
    `<div class="func"><h4>f${at}</h4><p>Returns the ${at}th of all the values that the pump has measured since it was started.</p></div>`;
  const text = read(
    `<div id="content"><div class="head"><center><h1>Pump</h1></center></div><section><div><h3>Description</h3><div>${told}</div></div></section><div class="all">${Array.from({ length: 40 }, (_, at) => method(at)).join('')}</div></div>`,
  );
  expect(text).toContain('A pump moves water from one place to another');
  expect(text).toContain('# Pump');
});

test('the list of a site’s pages goes, above the first words and where it stands once more; one of names below words stays', () => {
  const names = ['Assert', 'Buffer', 'Cluster', 'Console'];
  const pages = `<ul>${names.map((name) => `<li><a href="${name}.html">${name}</a></li>`).join('')}</ul>`;
  const functions = `<ul>${['start', 'stop', 'bar'].map((name) => `<li><a href="${name}.html">${name}</a></li>`).join('')}</ul>`;
  const text = read(
    `<main><div id="column2">${pages}</div><div id="column1"><header><h1>Pump</h1><ul><li><a href="#">Index</a><div class="picker">${pages}</div></li></ul></header><details><summary>Table of contents</summary><ul><li><a href="#a">One</a></li><li><a href="#b">Two</a></li><li><a href="#c">Three</a><ul><li><a href="#d">More</a></li></ul></li></ul></details><h2>One</h2>${told}<h2>Two</h2>${told}<p>These need no pump:</p>${functions}<h2>Three</h2>${told}</div></main>`,
  );
  expect(text).not.toMatch(/Assert|Table of contents/);
  expect(text).toContain('- start\n- stop\n- bar\n');
});

test('a link that opens a page by a script is one of the text', () => {
  expect(
    read(
      `<main><p>It gives a <a href="javascript:show('up','term.html#type')">term()</a>. <a href="javascript:toggle()">Hide</a></p></main>`,
    ),
  ).toBe('It gives a term().\n');
});

test('ways to the code of what a page describes are none of its words', () => {
  expect(
    read(
      '<main><dl><dt><code>start</code>() <a href="a.html">[source]</a></dt><dd>Starts. Get the <a href="b.html">source</a> first.</dd></dl><p>start :: Int <a href="src/a.html">Source</a></p></main>',
    ),
  ).toBe('- `start`()\n  Starts. Get the source first.\n\nstart :: Int\n');
});

test('one row of two cells is a label with its value, also in a box of a manual', () => {
  expect(read('<main><table><tr><td>bar</td><td>the pressure</td></tr></table></main>')).toBe(
    '- bar: the pressure\n',
  );
});

test.each(['class-use', 'package-use', 'package-tree', 'index', 'all-classes-index'])(
  'a page of javadoc that only lists what stands elsewhere is left out: %s',
  async (kind) => {
    const text = `<html><body class="${kind}-page"><main><h1>Uses</h1><p>A pump.</p></main></body></html>`;
    expect(await readFile({ path: 'a.html', text })).toMatchObject({ reason: 'index' });
    expect(await readFile({ path: 'a.html', text: text.replace(kind, 'class-declaration') })).toHaveProperty(
      'text',
    );
  },
);

const help = `Usage:  pump stop [OPTIONS] NAME

Options:
      --help           Print usage
      --mode string    How to stop
                       'soft': slowly
  -t, --time int       Seconds to wait (default 10)

Ask for more.`;
const helpText = `\`\`\`\nUsage:  pump stop [OPTIONS] NAME\n\nOptions:\n\`\`\`

- \`--help\`: Print usage
- \`--mode string\`: How to stop 'soft': slowly
- \`-t, --time int\`: Seconds to wait (default 10)

\`\`\`\nAsk for more.\n\`\`\`\n`;

test('what a program prints as help has an item for each option, in HTML and Markdown; a script with options is code', () => {
  expect(read(`<main><pre>${help}</pre></main>`)).toBe(helpText);
  expect(cleanPage({ path: 'a.md', text: `\`\`\`\n${help}\n\`\`\`\n` }).text).toBe(helpText);
  const table = '```\nx\n  -3.5 |   -4\n  -2.5 |   -3\n  -1.5 |   -2\n```\n';
  expect(cleanPage({ path: 'a.md', text: table }).text).toBe(table);
  const script = '```\npump start \\\n  --time 3 \\\n  --mode soft \\\n  --now\n```\n';
  expect(cleanPage({ path: 'a.md', text: script }).text).toBe(script);
});

test('a quoted box of Markdown that begins with its title in bold says what it is; marks of classes go', () => {
  const text =
    '> **Warning**\n>\n> It is `hot`.\n{: .warning }\n\nMind it. {: .note }\n\n> **Bold** words.\n';
  expect(cleanPage({ path: 'a.md', text }).text).toBe('Warning: It is `hot`.\n\nMind it.\n\nBold words.\n');
});

test.each([
  [
    'rows of a table that lays out the page',
    `<table><tr><td><ul><li>a</li></ul></td></tr>${'<tr><td>a</td><td>b</td></tr>'.repeat(8000)}</table>`,
  ],
  ['rows of two columns without a head', `<table>${'<tr><td>a<td>1'.repeat(8000)}</table>`],
  ['rows of one column', `<table>${'<tr><td>a'.repeat(8000)}</table>`],
  ['paragraphs', `<p>${'A pump moves water at a pressure of 9 bar.</p><p>'.repeat(8000)}</p>`],
  ['articles', '<article><h4>a</h4><h3>b</h3></article>'.repeat(4000)],
  ['definitions', `<dl><dt>a</dt>${'<dd>b</dd>'.repeat(8000)}</dl>`],
  ['lists of sections within lists', '<ul><li><h2>a</h2>'.repeat(250)],
  ['tables within tables of brackets', '<table><tr><td>(</td><td>'.repeat(150)],
])('a page of many %s is read in time', (_, body) => {
  const stopwatch = startStopwatch();
  expect(read(`<main>${body}</main>`).length).toBeGreaterThan(0);
  expect(stopwatch.ms()).toBeLessThan(20_000);
});
