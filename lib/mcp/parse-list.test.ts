import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { findQueryArgument } from './choose-arguments.ts';
import type { Tool, ToolAnswer } from './connection.ts';
import { parseAnswer } from './parse-answer.ts';
import { parseList } from './parse-list.ts';

type Recorded = { tool: Tool; answers: Record<string, ToolAnswer> };
const recorded = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

const addresses = [
  'https://docs.example.org/routine-vacuuming.html',
  'https://blog.example.com/a(b)?q=1&lang=de#s2',
  'https://ja.example.net/自動',
];
const titles = [
  'Routine Vacuuming — Documentation',
  'Größe & Préférences: 50% [draft]',
  '自動バキュームの設定',
];

test.each([
  ['mcp-searxng', 'list'],
  ['mcp-searxng', 'compact'],
  ['mcp-searxng', 'json'],
  ['mcp-searxng', 'metadata'],
  ['tavily-mcp', 'list'],
  ['tavily-mcp', 'raw'],
  ['tavily-mcp', 'answer'],
  ['exa-mcp-server', 'list'],
  ['brave-search-mcp-server', 'list'],
  ['duckduckgo-mcp-server-npm', 'list'],
  ['duckduckgo-mcp-server-pypi', 'list'],
])('what %s answers (%s) is three results with their addresses, titles and words', (server, answer) => {
  const { answers } = recorded(server);
  const found = parseAnswer(answers[answer] ?? expect.fail());
  expect(found.map(({ uri }) => uri)).toEqual(addresses);
  const named = found.map(({ title }) => title);
  // Exa knows no title of the third.
  expect(named).toEqual(server === 'exa-mcp-server' ? [...titles.slice(0, 2), ''] : titles);
  const [first, second, third] = found.map(({ snippet, text }) => snippet || text);
  expect(first).toMatch(/^Autovacuum starts when .* URL: of the manual\./);
  expect(second).toMatch(/^Zeile eins\.\s+Title: no title of a result, only a line of the page\s+Zeile drei/);
  expect(third).toMatch(/^しきい値は50行です。/);
  expect(third).not.toContain('img.example.org');
});

test.each([
  ['mcp-searxng'],
  ['tavily-mcp'],
  ['exa-mcp-server'],
  ['brave-search-mcp-server'],
  ['duckduckgo-mcp-server-pypi'],
])('where %s finds nothing there is no finding, and no failure', (server) => {
  expect(parseAnswer(recorded(server).answers.empty ?? expect.fail())).toEqual([]);
});

test.each([
  ['mcp-searxng'],
  ['tavily-mcp'],
  ['exa-mcp-server'],
  ['brave-search-mcp-server'],
  ['duckduckgo-mcp-server-npm'],
  ['duckduckgo-mcp-server-pypi'],
])('which argument of %s takes the query is found without its being named', (server) => {
  const { tool } = recorded(server);
  expect(findQueryArgument(tool, { name: tool.name, arguments: {} })).toBe('query');
});

test('whole pages that come with a list are pages, dates are kept', () => {
  const [page] = parseAnswer(recorded('tavily-mcp').answers.raw ?? expect.fail());
  expect(page?.text).toMatch(/^# Routine Vacuuming(?:.|\n)*URL: none$/);
  expect(page?.text.length).toBeGreaterThan(1500);
  const [dated, undated] = parseAnswer(recorded('exa-mcp-server').answers.list ?? expect.fail());
  expect([dated?.published, undated?.published]).toEqual(['2026-03-14T00:00:00', undefined]);
});

const two = [
  ['https://a.example/1', 'One'],
  ['https://b.example/2', 'Two'],
];
test.each([
  ['URL: https://a.example/1\nTitle: One\nfirst\n\nURL: https://b.example/2\nTitle: Two\nsecond'],
  [
    '**Title:** One\n**URL:** https://a.example/1\nfirst\n\n**Title:** Two\n**URL:** https://b.example/2\nsecond',
  ],
  [
    '- Title: One\n  Link: <https://a.example/1>\n  first\n- Title: Two\n  Link: <https://b.example/2>\n  second',
  ],
  ['[1] One\nURL: https://a.example/1\nfirst\n\n[2] Two\nURL: https://b.example/2\nsecond'],
  ['1. **One**\n   https://a.example/1\n   first\n\n2. **Two**\n   https://b.example/2\n   second'],
  [
    'Search results for “x”:\n\n1. [One](https://a.example/1)\n   first\n2. [Two](https://b.example/2)\n   second',
  ],
  ['- [One](https://a.example/1) - first\n- [Two](https://b.example/2): second'],
  ['## [One](https://a.example/1)\nfirst\n\n## [Two](https://b.example/2)\nsecond'],
  ['## One\n**Source:** https://a.example/1\n\nfirst\n\n## Two\n**Source:** https://b.example/2\n\nsecond'],
  ['### One\nfirst\n[Read more](https://a.example/1)\n\n### Two\nsecond\n[Read more](https://b.example/2)'],
  ['**One**\nhttps://a.example/1\nfirst\n\n**Two**\nhttps://b.example/2\nsecond'],
  ['标题：One\n链接：https://a.example/1\n摘要：first\n\n标题：Two\n链接：https://b.example/2\n摘要：second'],
  ['Title: One\r\nURL: https://a.example/1\r\nfirst\r\n\r\nTitle: Two\r\nURL: https://b.example/2\r\nsecond'],
])('%#: a list in another form is read as well', (text) => {
  const found = parseList(text) ?? expect.fail('no list');
  expect(found.map(({ uri, title }) => [uri, title])).toEqual(two);
  expect(found.map(({ snippet, text }) => (snippet + text).trim())).toEqual(['first', 'second']);
});

test.each([
  [
    '# Travel rules\n\nBook early.\n\n## Trains\n\nSee https://rail.example for times.\n\n## Hotels\n\nAt most 120 euros.',
  ],
  [
    '# Guide\n\nHow to begin.\n\n## Install\n\n1. Get it\n   https://get.example\n2. Run it\n\nThen look at the page.',
  ],
  [
    '# Links\n\nWhat we like.\n\n- [One](https://a.example)\n- [Two](https://b.example)\n\n## Rules\n\nBe polite.',
  ],
  ['---\ntitle: A note\nurl: https://a.example\n---\n\nWhat I think of it: nothing.'],
  ['Title: A text without an address\nDescription: of it'],
  ['The title: URL: https://a.example stands in a sentence.'],
  ['## One\n\nhttps://a.example\n\n## Two\n\nNo address here.'],
])('%#: a page is no list, whatever links stand in it', (text) => {
  expect(parseList(text)).toBeNull();
});

test.each([
  ['No search results found. Please try a different query.', 0],
  ['# Results\n没有找到与 "x" 相关的结果。', 0],
  ['Keine Treffer für „x“.', 0],
  ['No results found for side effects in the second arm. The first arm had nine.', 1],
])('“%s” is %i findings', (words, count) => {
  expect(parseAnswer({ content: [{ type: 'text', text: words }] })).toHaveLength(count);
  expect(
    parseAnswer({ content: [{ type: 'text', text: words }], structuredContent: { result: words } }),
  ).toHaveLength(count);
});

test('a hostile text is read in no time', () => {
  const stopwatch = startStopwatch();
  for (const text of [
    'Title: x\n'.repeat(200_000),
    '[a]('.repeat(200_000),
    `${'* '.repeat(300_000)}:`,
    '[['.repeat(100_000),
    `No results found for ${'x '.repeat(400_000)}`,
    '# '.repeat(300_000),
  ]) {
    parseAnswer({ content: [{ type: 'text', text }] });
  }
  expect(stopwatch.ms()).toBeLessThan(4000);
});
