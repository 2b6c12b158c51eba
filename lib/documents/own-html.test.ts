import { expect, test } from 'vitest';
import { cleanPage } from './clean-page.ts';

const html = (body: string) => cleanPage({ path: 'a.html', text: `<html><body>${body}</body></html>` }).text;
const saidAtLength = (what: string) =>
  `<p>${what} is told here at some length, with commas, with reasons, and with what follows from it in the end.</p>`;

test('HTML: a word of a sentence stays, whatever it is called', () => {
  const page = html(
    `<div><h1>Colors</h1>${saidAtLength('Light').repeat(9)}
    <p>Go to <span class="guimenu">Colors</span> → <em class="menu-related">Auto</em>.</p>
    <dl><dt><span class="term"><span class="guimenuitem">Normalize</span></span></dt><dd><p>Spreads them.</p></dd></dl></div>`,
  );
  expect(page).toContain('Go to Colors → Auto.');
  expect(page).toContain('- Normalize\n  Spreads them.');
});

const manual = (sections: string) =>
  `<div id="banner"><a href="/get">Download the book</a></div>
   <div class="navheader"><table><tr><th colspan="2">12. Filters</th></tr>
     <tr><td><a href="/a">Prev</a></td><td><a href="/b">Next</a></td></tr></table></div>
   ${sections}
   <ul class="docnav"><li><a href="/a">Scheduling</a></li><li>The Handbook</li><li><a href="/b">Quotas</a></li></ul>`;
const unlike = manual(
  `<div class="sect1"><h2>NAME</h2><div class="sectionbody"><p>checkout - switch branches</p></div></div>
   <div class="sect1"><h2>OPTIONS</h2><div class="sectionbody">${saidAtLength('Each option').repeat(12)}</div></div>
   <div class="sect1"><h2>DETACHED HEAD</h2><div class="sectionbody"><p>It refers to a commit.</p><pre>a---b</pre></div></div>
   <div class="sidebar"><p>BACK TO BASICS</p>${saidAtLength('Priority').repeat(6)}</div>
   <div class="header"><h2>SEE ALSO</h2><a href="/c">switch</a></div>`,
);

test('HTML of a file of one’s own is there whole, but for navigation', () => {
  const { text } = cleanPage({ path: 'a.html', text: `<html><body>${unlike}</body></html>`, isOwn: true });
  const parts = [
    'NAME',
    'switch branches',
    'OPTIONS',
    'DETACHED HEAD',
    'a---b',
    'BACK TO BASICS',
    'SEE ALSO',
  ];
  expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  expect(text).not.toMatch(/Download the book|12\. Filters|Prev|Scheduling|Quotas/);
  expect(text.startsWith('## NAME\n')).toBe(true);
});

test('HTML of the web is still without what stands beside its text', () => {
  const page = html(
    `<div class="sidebar">${saidAtLength('An offer')}</div><div id="content">${saidAtLength('The matter').repeat(9)}</div>`,
  );
  expect(page).toContain('The matter');
  expect(page).not.toContain('An offer');
});

test('HTML: a row that goes across a table says of what those below it are, and is no head of theirs', () => {
  const row = (...cells: string[]) => `<tr><td></td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const across = (words: string) => `<tr><td colspan="3"><b>${words}</b></td></tr>`;
  const page = html(
    `<table>${across('arguments')}${row('PLACE', 'where to')}${across('options')}${row('--dry', 'changes nothing')}${row('--list', 'tells more')}${across('')}</table>`,
  );
  expect(page).toBe(
    'arguments\n\n- PLACE: where to\n\noptions\n\n- --dry: changes nothing\n- --list: tells more\n',
  );
  const headed = html(
    `<table><tr><th>a</th><th>b</th></tr><tr><td colspan="2">all</td></tr><tr><td>1</td><td>2</td></tr></table>`,
  );
  expect(headed).toContain('| a | b |');
});

test('HTML of a manual page of one’s own keeps the line that says what it is, though its box is called a header', () => {
  const body = `<div id="header"><h1>pump(1) Manual Page</h1><h2>NAME</h2><div class="sectionbody"><p>pump -
      Move water uphill</p></div></div><div id="content">${saidAtLength('Water').repeat(30)}</div>`;
  const { text } = cleanPage({
    path: 'a.html',
    text: `<html><head><title>pump(1)</title></head><body>${body}</body></html>`,
    isOwn: true,
  });
  expect(text).toContain('## NAME\n\npump - Move water uphill\n');
});
