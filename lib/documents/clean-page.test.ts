import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { cleanPage, cleanPageAsText } from './clean-page.ts';

const md = (text: string) => cleanPage({ path: 'a.md', text }).text;
const mdx = (text: string) => cleanPage({ path: 'a.mdx', text }).text;
const html = (body: string) => cleanPage({ path: 'a.html', text: `<html><body>${body}</body></html>` }).text;

test('headings, lists, tables and fenced code stay as Markdown lines', () => {
  const text = [
    '# Title',
    '',
    'First *line* of\na **bold** paragraph.',
    '',
    '* one',
    '* two with [a link](https://x.test/y)',
    '  1. nested',
    '',
    '| A | B |',
    '|---|:-:|',
    '| `a\\|b` | **c** |',
    '',
    '~~~ts filename="x.ts"',
    'const a = "**not bold**";  // <b>',
    '',
    '  indented',
    '~~~',
  ].join('\n');
  expect(md(text)).toBe(
    [
      '# Title',
      '',
      'First line of a bold paragraph.',
      '',
      '- one',
      '- two with a link',
      '  1. nested',
      '',
      '| A | B |',
      '| --- | --- |',
      '| `a\\|b` | c |',
      '',
      '```ts filename="x.ts"',
      'const a = "**not bold**";  // <b>',
      '',
      '  indented',
      '```',
      '',
    ].join('\n'),
  );
});

test('links give their label, images nothing, and no address is left', () => {
  const text = md(
    'See [the `docs`](https://a.test "t"), [ref][1], ![alt](https://b.test/i.png) <https://c.test> done.\n\n[1]: https://d.test',
  );
  expect(text).toBe('See the `docs`, ref, https://c.test done.\n');
});

test('inline code keeps its backticks, with more of them where it holds some', () => {
  expect(md('Use `a*b*` and `` x`y `` here.')).toBe('Use `a*b*` and ``x`y`` here.\n');
});

test('front matter goes; its title and description are told', () => {
  const page = cleanPage({
    path: 'a.md',
    text: '---\ntitle: "The \\"A\\" page"\ndescription: \'What\'\'s it\'\nrelated:\n  title: no\n---\nText.\n',
  });
  expect(page).toEqual({ title: 'The "A" page', description: "What's it", text: 'Text.\n' });
});

test.each([
  ['a.md', '# From `heading`\n\nx', 'From heading'],
  ['03-how_to-go.txt', 'x', 'how to go'],
  ['dir/b.html', '<title> Two\n words </title><p>x</p>', 'Two words'],
  ['dir/b.html', '<section><h2>The <code>b</code> part</h2><p>x</p><h3>More</h3></section>', 'The b part'],
  ['dir/b-c.html', '<p>x</p><h3>More</h3>', 'b c'],
])('the title of %s is %j → %s', (path, text, title) => {
  expect(cleanPage({ path, text }).title).toBe(title);
});

test('code inside a list item stands at the margin, unaltered but for the indent of the list', () => {
  expect(md('1. Do this:\n\n   ```js\n   if (a) {\n     b();\n   }\n   ```\n\n2. Then that.')).toBe(
    '1. Do this:\n\n```js\nif (a) {\n  b();\n}\n```\n\n2. Then that.\n',
  );
});

test('block quotes lose their mark, comments and thematic breaks go', () => {
  expect(md('> **Note**: keep\n> this.\n\n<!-- secret -->\n\n---\n\n{/* DO NOT EDIT */}\n\nEnd.')).toBe(
    'Note: keep this.\n\nEnd.\n',
  );
});

test('tags in Markdown go, what they wrap stays Markdown', () => {
  const text =
    '<details>\n<summary>More</summary>\n\n- **a**\n\n</details>\n\n<Only>\ninside *text*\n</Only>\n\nx <b>y</b>';
  expect(md(text)).toBe('More\n\n- a\n\ninside text\n\nx y\n');
});

test('MDX: imports, exports, expressions and tags go, the words inside stay', () => {
  const text = [
    "import { A } from './a';",
    '',
    'export const meta = { a: 1 };',
    '',
    '<Note type="warning">',
    '  Mind the **gap** {/* not this */} and {meta.a}.',
    '</Note>',
    '',
    '<Tabs items={["One", "Two"]}>',
    '  <Tab>',
    '    ```ts',
    '    import x from "y";',
    '    ```',
    '  </Tab>',
    '</Tabs>',
  ].join('\n');
  expect(mdx(text)).toBe('Mind the gap and .\n\n```ts\nimport x from "y";\n```\n');
});

test('MDX: a table of properties in an attribute becomes a list', () => {
  const text = [
    '<PropertiesTable',
    '  content={[',
    "    { name: 'model', type: 'Map<string, X>', description: 'Which <model> to use. ' + \"It's {required}.\" },",
    '    {',
    "      name: 'tools', isOptional: true, description: 'All `{tools}`.', // a comment",
    "      properties: [{ type: 'Tool', parameters: [{ name: 'run', type: '() => void', description: 'Runs.' }] }],",
    '    },',
    '  ]}',
    '/>',
    '',
    'After.',
  ].join('\n');
  expect(mdx(text)).toBe(
    [
      "- `model` (`Map<string, X>`): Which <model> to use. It's {required}.",
      '- `tools` (optional): All `{tools}`.',
      '  - `Tool`',
      '    - `run` (`() => void`): Runs.',
      '',
      'After.',
      '',
    ].join('\n'),
  );
});

test('MDX that does not parse is read as Markdown', () => {
  expect(mdx('A **bold** <unclosed and { open\n\n- item')).toBe('A bold <unclosed and { open\n\n- item\n');
});

test('MDX: titles and texts in attributes are words, components without text name themselves in tables', () => {
  const text = [
    '<Card title="A {card}" description="What it is." href="https://x.test" />',
    '',
    '<Snippet text={["npm i a", `npm i b`]} dark {...rest} />',
    '',
    '<Snippet text="npm i c" />',
    '',
    '| Model | Images |',
    '| --- | --- |',
    "| <code>one</code> {'x'} | <Check size={18} /> |",
    '',
    'Line<br />break and <kbd>key</kbd>.',
  ].join('\n');
  expect(mdx(text)).toBe(
    [
      'A {card}',
      '',
      'What it is.',
      '',
      '```',
      'npm i c',
      '```',
      '',
      '| Model | Images |',
      '| --- | --- |',
      '| `one` x | Check |',
      '',
      'Line break and key.',
      '',
    ].join('\n'),
  );
});

test('Markdown: HTML with a structure of its own is read as HTML, footnotes and hard breaks stay words', () => {
  const text = [
    '<table><tr><td>a</td><td>b</td></tr></table>',
    '',
    'Text[^1] with\\',
    'a break<br>and another ~~old~~ **`x`**.',
    '',
    '[^1]: The note.',
    '',
    'End:',
    '',
    '    indented code',
  ].join('\n');
  expect(md(text)).toBe(
    '- a: b\n\nText with a break and another old `x`.\n\nThe note.\n\nEnd:\n\n```\nindented code\n```\n',
  );
});

test('HTML: a table that lays out the page is read through, a list without items is nothing', () => {
  expect(
    html(
      '<main><table><tr><td><h2>Left</h2>text</td><td><ul><li>right</li></ul></td></tr></table><ul></ul><hr>end</main>',
    ),
  ).toBe('## Left\n\ntext\n\n- right\n\nend\n');
});

test('HTML: code says its language in any of the usual ways', () => {
  expect(
    html(
      '<main><pre class="lang-py">a</pre><pre><code class="hljs language-c++">b</code></pre><pre>``` c</pre></main>',
    ),
  ).toBe('```py\na\n```\n\n```c++\nb\n```\n\n````\n``` c\n````\n');
});

test('HTML: what nests deeper than anyone writes still gives its words', () => {
  expect(html(`<main>${'<div>'.repeat(500)}deep<p>er</p></main>`)).toContain('deep');
});

test('HTML: the article without navigation, scripts and hidden parts', () => {
  const text = html(
    `<nav>Menu</nav><main><h1>Title<a href="#t">#</a></h1><p>Some <b>bold</b> <code>code</code>,<br>next
     <a href="https://x.test">link</a>.</p><p hidden>secret</p><div style="display: none">secret</div>
     <script>evil()</script><ul><li>one</li><li><p>two</p><p>more</p></li></ul>
     <ol start="3"><li>three</li></ol><pre><code class="language-js">a &lt; b;\n  c();\n</code></pre>
     <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x|y</td></tr></table>
     <dl><dt>term</dt><dd>meaning</dd></dl></main><footer>Foot</footer>`,
  );
  expect(text).toBe(
    [
      '# Title',
      '',
      'Some bold `code`, next link.',
      '',
      '- one',
      '- two',
      '  more',
      '',
      '3. three',
      '',
      '```js',
      'a < b;',
      '  c();',
      '```',
      '',
      '| A | B |',
      '| --- | --- |',
      '| 1 | x\\|y |',
      '',
      '- term',
      '  meaning',
      '',
    ].join('\n'),
  );
});

test('a part that says that it is the main one is read without guessing, as Sphinx writes its pages', () => {
  const text = html(
    '<body><div class="sidebar"><p>Menu of the manual</p></div><div class="body" role="main"><h1>sched</h1><p>Runs later.</p></div></body>',
  );
  expect(text).toBe('# sched\n\nRuns later.\n');
});

test('HTML without a main part: what Readability finds, or else the body', () => {
  const paragraphs = Array.from(
    { length: 8 },
    (_, index) =>
      `<p>Paragraph ${index}, with words, and commas, to be seen as the text of the page by whoever looks for it.</p>`,
  );
  const page = html(
    `<div class="menu"><a href="/">Home</a></div><div id="content">${paragraphs.join('')}</div>`,
  );
  expect(page).toContain('Paragraph 0,');
  expect(page).toContain('Paragraph 7,');
  expect(html('<p>Short.</p>')).toBe('Short.\n');
});

test('HTML: a section of documentation stays, however much of it is code, lists and links', () => {
  const words =
    'This paragraph says, at the length that prose has, what the command does, when, and with which effect.';
  const section = (name: string, body: string) => `<div class="refsect2"><h3>${name}</h3>${body}</div>`;
  const prose = (name: string) => section(name, `<p>${words}</p>`.repeat(3));
  const links = Array.from({ length: 30 }, (_, at) => `<li><a href="#l${at}">lock mode ${at}</a></li>`).join(
    '',
  );
  const page = html(`<div class="refentry"><div class="refsect1"><h2>Parameters</h2>
    ${['The FROM Clause', 'The WHERE Clause', 'The GROUP BY Clause'].map(prose).join('')}
    ${section('The Locking Clause', `<p>Rows are locked by</p><pre>FOR UPDATE</pre><ul>${links}</ul><p>until the end.</p>`)}
    ${['The LIMIT Clause', 'The UNION Clause', 'The TABLE Clause'].map(prose).join('')}</div></div>`);
  for (const part of [
    'The FROM Clause',
    'The Locking Clause',
    'FOR UPDATE',
    'lock mode 29',
    'until the end.',
  ])
    expect(page).toContain(part);
});

test('the same input gives the same text', () => {
  const text = '# A\n\n- b\n\n<X a={[{ title: "c" }]} />\n';
  expect(mdx(text)).toBe(mdx(text));
  expect(cleanPage({ mediaType: 'text/markdown', text }).text).toBe(md(text));
});

test('text stays as it is, without carriage returns, byte order mark and control characters', () => {
  expect(cleanPage({ path: 'a.txt', text: '\ufeffone\r\ntwo\u0007  \r\n\n# not touched' }).text).toBe(
    'one\ntwo\n\n# not touched',
  );
});

test.each([
  ['nothing', ''],
  ['bytes that are no text', '\0\u0001\ufffd\ufffd'.repeat(100)],
  ['a lone surrogate', '\ud800 # x'],
  ['front matter that never ends', '---\ntitle: x\n'],
  ['a fence that never ends', '```ts\ncode'],
  ['brackets without end', '['.repeat(3000)],
  ['nested quotes', '>'.repeat(2000)],
  ['nested lists', Array.from({ length: 150 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['nested elements', `<p>x${'<div>'.repeat(3000)}`],
  ['attributes without end', '<A b={[{ c: '.repeat(200)],
  ['emphasis without end', '*a _b '.repeat(2000)],
])('%s is no trouble in any format', (_, text) => {
  for (const path of ['a.md', 'a.mdx', 'a.html', 'a.txt']) {
    const page = cleanPage({ path, text });
    expect(page.text.isWellFormed()).toBe(true);
  }
});

test('a page of five megabytes on one line is taken as text, quickly', () => {
  const text = 'word **bold** '.repeat(400_000);
  for (const path of ['a.md', 'a.mdx', 'a.html']) {
    const stopwatch = startStopwatch();
    expect(cleanPage({ path, text }).text).toContain('word');
    expect(stopwatch.ms()).toBeLessThan(5000);
  }
});

test('HTML that is too large to parse is read without scripts and tags, however it is made', () => {
  const words = '<p>word &amp; <b>word</b></p>'.repeat(60_000);
  const text = cleanPage({ path: 'a.html', text: `<script>evil()</script>${words}<style>x` }).text;
  expect(text).toMatch(/^\s*word & word\b/);
  expect(text).not.toMatch(/evil|<|x/);
  for (const hostile of ['<script>', '<', '<a ', '<style></script>']) {
    const before = process.cpuUsage();
    cleanPage({ path: 'a.html', text: hostile.repeat(Math.ceil(5_000_000 / hostile.length)) });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000);
  }
});

test.each([
  ['a deep page of three megabytes', `${'<div>'.repeat(300_000)}word${'</div>'.repeat(300_000)}`],
  ['lists that nobody closes', `word${'<ul><li>'.repeat(300_000)}`],
  ['marks that nobody closes', `word${'<b>'.repeat(900_000)}`],
  ['tables in tables', `<h1>Word</h1>${'<table><tr><td>word<td>'.repeat(40)}`],
])('HTML: %s is read in time', (_, text) => {
  const stopwatch = startStopwatch();
  expect(cleanPage({ path: 'a.html', text, isOwn: true }).text).toContain('word');
  expect(stopwatch.ms()).toBeLessThan(10_000);
});

test('without a parser the words are still there', () => {
  expect(cleanPageAsText({ path: 'a.md', text: '---\ntitle: T\n---\n# A **b**' })).toEqual({
    title: 'T',
    description: '',
    text: '# A **b**',
  });
});

test.each(['# 2.1.0 - 3 April, 2026', '# [Master (Unreleased)](https://example.org/compare)'])(
  'a changelog is not called as its first version: %s',
  (heading) => {
    const text = `${heading}\n\n- Escapes quotes.\n\n# 2.0.0\n\n- Drops Node 10.\n`;
    expect(cleanPage({ path: 'knots/CHANGELOG.md', text }).title).toBe('CHANGELOG');
  },
);
