import { expect, test } from 'vitest';
import { cleanPage } from './clean-page.ts';

const own = (body: string) =>
  cleanPage({
    path: 'a.html',
    text: `<html><head><title>Tides</title></head><body>${body}</body></html>`,
    isOwn: true,
  }).text;
const saidAtLength = (what: string) =>
  `<p>${what} is told here at some length, with commas, with reasons, and with what follows from it in the end.</p>`;
const text = saidAtLength('Ebb').repeat(3);
const links = (names: readonly string[], href = (at: number) => `part-${at}.html`) =>
  names.map((name, at) => `<li><a href="${href(at)}">${name}</a></li>`).join('\n');
const topics = ['The ferry timetable', 'Landing at low water', 'Berths and their depth', 'When fog comes in'];
const anyTopic = /ferry timetable|low water|their depth|fog comes/;

/** The book's contents beside each page, as makers of manuals write them. */
test.each([
  [
    'behind the text, nested, in a box with the way back and the book’s name (texinfo)',
    `<div id="main"><h2>1.2 ebb</h2>${text}</div><div id="tocframe"><p><a href="../all.html">&lt;&lt; Back to the index</a></p>
     <h4><a href="index.html">The harbour book 2.1</a></h4><div><ul><li><a href="b.html">1. Boats</a>
     <ul>${links(topics)}</ul></li>${links(topics)}</ul></div></div>`,
  ],
  [
    'before the text, in a box with a label that is no link',
    `<div><div><b>Contents</b></div><ul>${links(topics)}</ul></div><div><h1>Ebb</h1>${text}</div>`,
  ],
  [
    'in a definition list with a caption (DocBook)',
    `<div><h2>Ebb</h2></div><div><p><b>Table of Contents</b></p><dl>${topics
      .map((name, at) => `<dt><span>4.${at}. <a href="c.html#s${at}">${name}</a></span></dt>`)
      .join('')}</dl></div><div>${text}</div>`,
  ],
  [
    'in a column of a table that lays out the page',
    `<table><tr><td><ul>${links(topics)}</ul></td><td><h1>Ebb</h1>${text}</td></tr></table>`,
  ],
  [
    'in lines of a box',
    `<h1>Ebb</h1>${text}<div>${topics.map((name, at) => `<a href="p${at}.html">${name}</a><br>`).join(' | ')}</div>`,
  ],
  [
    'below the heading of pages that belong to it',
    `<h1>Ebb</h1>${text}<h3>Related</h3><ul>${links(topics)}</ul>`,
  ],
  ['within main', `<main><h1>Ebb</h1>${text}<ul>${links(topics)}</ul></main>`],
  [
    'of the site, by its role',
    `<div role="navigation">${saidAtLength('ferry timetable')}</div><h1>Ebb</h1>${text}`,
  ],
])('the contents of a book go from its page: %s', (_, body) => {
  const read = own(body);
  expect(read).not.toMatch(anyTopic);
  expect(read).not.toMatch(/Contents|Back to the index|harbour book|Related/);
  expect(read.match(/is told here at some length/g)).toHaveLength(3);
  expect(read).toContain('bb\n');
});

test('the contents of a page go with the line that leads to them, what they lead to stays', () => {
  const read = own(
    `<h1>Harbour</h1>${text}<p>Topics covered in this document:</p>
     <ul>${links(topics, (at) => `#s${at}`)}</ul>
     ${topics.map((name, at) => `<h2 id="s${at}">${at + 1}. ${name}</h2>${saidAtLength(`Thing ${at}`)}`).join('')}`,
  );
  expect(read).not.toContain('Topics covered');
  for (const [at, name] of topics.entries()) {
    expect(read.split(name)).toHaveLength(2);
    expect(read).toContain(`## ${at + 1}. ${name}\n\nThing ${at} is told`);
  }
});

test.each([
  [
    'with words that explain',
    `<ul>${topics.map((name, at) => `<li><a href="p${at}.html">${name}</a>: what to do when it is late</li>`).join('')}</ul>`,
  ],
  [
    'whose links themselves explain',
    `<ul>${links(topics.map((name) => `${name}: whom to ask on the quay, and what to do when nobody is there`))}</ul>`,
  ],
  [
    'that a sentence leads to',
    `<p>From the eastern quay a captain has to see to these on each day:</p><ul>${links(topics)}</ul>`,
  ],
  [
    'that a sentence leads to, within boxes',
    `<p>From the eastern quay a captain has to see to these on each day:</p><div><div><ul>${links(topics)}</ul></div></div>`,
  ],
  [
    'to places that say something else',
    `<p>From the eastern quay a captain sees to these:</p><ul>${links(topics, (at) => `#s${at}`)}</ul>`,
  ],
  ['to other sites', `<ul>${links(topics, (at) => `https://example.org/${at}`)}</ul>`],
  ['to files', `<ul>${links(topics, (at) => `form-${at}.pdf`)}</ul>`],
  ['of two', `<ul>${links(topics.slice(0, 2))}</ul>The depth: their depth, when fog comes.`],
  [
    'under a head row',
    `<table><tr><th>Was</th><th>Is</th></tr><tr><td><a href="a.html">${topics[0]}</a></td><td><a href="b.html">${topics[1]}</a></td></tr>
     <tr><td><a href="c.html">${topics[2]}</a></td><td><a href="d.html">${topics[3]}</a></td></tr></table>`,
  ],
])('links that say something stay: a list %s', (_, list) => {
  const read = own(`<h1>Ebb</h1>${text}${list}<h2>More</h2>${text}`);
  for (const name of topics.slice(0, 2)) expect(read).toContain(name);
});

test('a list of names is what the text says of them', () => {
  const names = ['random()', 'changes()', 'last_insert_rowid()', 'DeprecationWarning', 'SQLITE_ABORT (4)'];
  const read = own(`<h1>Ebb</h1>${text}<p>These may not be used in an index:</p><ul>${links(names)}</ul>
    <h2>Order of calls</h2><ol>${links(names, (at) => `#${at}`)}</ol>`);
  for (const name of names) expect(read.split(name)).toHaveLength(3);
});

test('a paragraph of links and code with links stay', () => {
  const linked = topics.map((name) => `<a href="x.html">${name}</a>`).join(', ');
  const read = own(`<h1>Ebb</h1>${text}<p>${linked}</p><div><pre>${linked}</pre></div>`);
  expect(read.split('Landing at low water')).toHaveLength(3);
});

test('a page that is nothing but a list keeps it, and loses the one beside it', () => {
  const read = own(
    `<ul>${links(['The harbour', 'The quays', 'The boats'])}</ul><h1>Parts of the ebb</h1><ul>${links(topics)}</ul>
     <div><a href="i.html">The index</a><ul>${links(['A first part', 'A second part', 'A third part'])}</ul></div>`,
  );
  for (const name of topics) expect(read).toContain(name);
  expect(read).not.toMatch(/The quays|second part|The index/);
});

test('titles in a script without spaces are read as titles', () => {
  const titles = ['潮汐时间表', '低水位停泊', '雾天的航行'];
  const said = `<p>${'港口的每一天都有许多船只进出，船长必须知道水位。'.repeat(4)}</p>`;
  const read = own(`<div><ul>${links(titles)}</ul></div><h1>退潮</h1>${said}`);
  expect(read).toContain('退潮');
  expect(read).toContain('船长必须知道水位');
  for (const title of titles) expect(read).not.toContain(title);
});

test('no section goes because the contents did: what the search for the main text would lose is still measured by all', () => {
  const section = `<div class="sidebar"><h3>Landing</h3><p>At low water the eastern quay is dry for an hour.</p></div>`;
  const contents = `<div><ul>${links(Array.from({ length: 40 }, (_, at) => `Of ferry number ${at}`))}</ul></div>`;
  const read = own(`${contents}<div><h1>Ebb</h1>${text.repeat(3)}</div>${section}`);
  expect(read).toContain('dry for an hour');
  expect(read).not.toContain('Of ferry');
});

test('pages of the web are read as they were', () => {
  const page = `<h1>Ebb</h1>${text}<ul>${links(topics)}</ul>${text}`;
  expect(cleanPage({ path: 'a.html', text: `<html><body>${page}</body></html>` }).text).toMatch(anyTopic);
});

test('a foot behind everything goes, one within the text stays', () => {
  const foot = `<div id="footer"><p>This page is for Harbour 2.1.</p><script>${'run();'.repeat(200)}</script></div>`;
  const contents = `<div><ul>${links(topics)}</ul></div>`;
  expect(own(`<h1>Ebb</h1>${text}${foot}${contents}`)).not.toContain('Harbour 2.1');
  expect(own(`<h1>Ebb</h1>${foot}${text}`)).toContain('Harbour 2.1');
  expect(own(`<h1>Ebb</h1>${text}<div class="footer"><h2>Notes</h2><p>Since 2.1.</p></div>`)).toContain(
    'Since 2.1',
  );
});
