import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CitationContext } from './citation-context.ts';
import { Markdown } from './markdown.tsx';

const finding = { kind: 'finding' as const, quotes: [1] };

const render = (text: string, props: Partial<Parameters<typeof Markdown>[0]> = {}): string =>
  renderToStaticMarkup(<Markdown text={text} {...props} />);

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'before <svg/onload=alert(1)> after',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<style>body{display:none}</style>',
  '<form action="https://evil.example"><input name=q></form>',
  '<a href="javascript:alert(1)">x</a>',
])('raw HTML is shown as text: %s', (html) => {
  const shown = render(`A line.\n\n${html}\n\nMore ${html}`);
  expect(shown).not.toMatch(/<(script|img|svg|iframe|style|form|input|a)\b/i);
  expect(shown).toContain('&lt;');
});

test.each([
  '![words](https://evil.example/x.png)',
  '![words][ref]\n\n[ref]: https://evil.example/x.png',
  '[![words](https://evil.example/x.png)](https://evil.example)',
])('an image is its description and loads nothing: %s', (markdown) => {
  const shown = render(markdown);
  expect(shown).not.toMatch(/<img|src=/);
  expect(shown).toContain('words');
});

test.each([
  '[press](javascript:alert(1))',
  '[press](JaVaScRiPt:alert(1))',
  '[press](data:text/html;base64,PHNjcmlwdD4=)',
  '[press](vbscript:x)',
  '[press](https://evil.example "title")',
  '[press](//evil.example)',
  '[press](/docs/app)',
  '[press](#top)',
  '[press](#cite-x)',
  '<https://evil.example>',
  'https://evil.example',
  'www.evil.example',
  '[press][ref]\n\n[ref]: https://evil.example',
])('a link out of a text cannot be pressed: %s', (markdown) => {
  const shown = render(markdown);
  expect(shown).not.toMatch(/<a\b|href=|<button/);
});

test('the address of a link stands beside its words, once', () => {
  expect(render('[the page](https://a.example/x)')).toContain('(https://a.example/x)');
  expect(render('see https://a.example/x')).not.toContain('(https://a.example/x)');
});

test('a citation mark is a button with the number of its page', () => {
  const shown = render('It streams.[2](#cite-2)[13](#cite-13)');
  expect(shown.match(/<button[^>]*>\d+<\/button>/g)?.map((button) => button.replace(/<[^>]*>/g, ''))).toEqual(
    ['2', '13'],
  );
  expect(shown).toContain('aria-label="Citation 13"');
});

test('code is shown as it is, a table in a box of its own', () => {
  const shown = render('```ts\nconst a = "<b>[1](#cite-1)";\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |');
  expect(shown).toContain('const a = &quot;&lt;b&gt;[1](#cite-1)&quot;;');
  expect(shown).not.toContain('<button');
  expect(shown).toMatch(/<section[^>]*><table>/);
});

test('the words of a claim and the margin of its paragraph say how it was judged', () => {
  const text = 'One holds.[1](#cite-1) Two does not.[1](#cite-1)';
  const claims = [
    { start: 100, end: 110, verdict: 'supported' as const, reason: '', ...finding },
    { start: 123, end: 136, verdict: 'contradicted' as const, reason: '', ...finding },
  ];
  const shown = render(text, { start: 100, claims });
  expect(shown).toContain('data-verdict="supported">One holds.</span>');
  expect(shown).toContain('data-verdict="contradicted">Two does not.</span>');
  expect(shown).toContain('aria-label="Claims here: supported, contradicted"');
});

test('a claim across code keeps its words whole', () => {
  const text = 'Use `streamText` for it.';
  const shown = render(text, {
    claims: [{ start: 0, end: text.length, verdict: 'partly', reason: '', ...finding }],
  });
  expect(shown.replace(/<[^>]*>/g, '')).toBe('Use streamText for it.');
  expect(shown.match(/data-verdict="partly"/g)).toHaveLength(3);
  expect(shown).toContain('data-verdict="partly"><code dir="ltr">streamText</code></span>');
});

test('each claim has one mark, in the innermost block that holds it', () => {
  const text = '- One holds.\n- Two holds.';
  const claims = [
    { start: 2, end: 12, verdict: 'supported' as const, reason: '', ...finding },
    { start: 15, end: 25, verdict: 'unsupported' as const, reason: '', ...finding },
  ];
  expect(render(text, { claims }).match(/aria-label="Claims here: [^"]*"/g)).toEqual([
    'aria-label="Claims here: supported"',
    'aria-label="Claims here: unsupported"',
  ]);
});

test('every block of words finds its own direction, and code keeps its own', () => {
  const shown = render(
    '# שלום\n\nשלום `x`\n\n- שלום\n\n> שלום\n\n| שלום |\n| - |\n| שלום |\n\n```\nlet x\n```',
  );
  const tags = [...shown.matchAll(/<(h3|p|li|blockquote|th|td|pre|code)\b([^>]*)>/g)];
  expect(tags.length).toBeGreaterThan(8);
  for (const [tag, name = '', attributes] of tags)
    expect([tag, attributes?.includes(`dir="${/^(pre|code)$/.test(name) ? 'ltr' : 'auto'}"`)]).toEqual([
      tag,
      true,
    ]);
});

test('a claim in a quoted block has its mark in the margin too', () => {
  const claims = [{ start: 2, end: 8, verdict: 'unchecked' as const, reason: '', ...finding }];
  expect(render('> It is so.', { claims })).toContain('aria-label="Claims here: not checked"');
});

test('what is concluded from quotes has a mark of its own in the margin, and is said to be', () => {
  const claims = [
    {
      start: 0,
      end: 9,
      verdict: 'supported' as const,
      reason: '',
      kind: 'inference' as const,
      quotes: [1, 2],
    },
  ];
  const shown = render('So it is.[1](#quote-1)', { claims });
  expect(shown).toContain('data-inference=""');
  expect(shown).toContain('aria-label="Claims here: supported (concluded)"');
});

test('while a text is written its marks open quotes, and are told apart from those of pages', () => {
  const shown = render('It streams.[12](#quote-12)');
  expect(shown).toMatch(/<button[^>]*aria-label="Quote 12"[^>]*>12<\/button>/);
});

test('headings leave no level out: those of the third stand below the report where it has none above them', () => {
  const show = (hasParts: boolean) =>
    renderToStaticMarkup(
      <CitationContext
        value={{ open: null, openClaim: null, onOpen() {}, titleOf: () => '', idPrefix: '', hasParts }}
      >
        <Markdown text={'### A part'} />
      </CitationContext>,
    );
  expect(show(false)).toContain('<h3');
  expect(show(true)).toContain('<h4');
});
