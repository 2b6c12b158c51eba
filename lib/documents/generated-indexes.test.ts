import { expect, test } from 'vitest';
import { makeIndexPage } from '#lib/testing/make-files/make-index-page.ts';
import { readFile } from './read-file.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const page = (body: string) =>
  `<!doctype html><html><head><title>A page</title></head><body>${body}</body></html>`;
const list = (items: string[]) =>
  page(`<h1>A page</h1><ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`);
const json = JSON.stringify;

/** Terms with lists of places below them, in two columns of a table. */
const nested = page(
  `<table><tr>${['', '']
    .map(
      () =>
        `<td><ul>${letters
          .map(
            (letter, at) =>
              `<li>__${letter}bs__()<ul><li><a href="lib/${at % 9}.html#m.${letter}">(in module ${letter})</a></li>
             <li><a href="lib/${at % 9}.html#o.${letter}">(object method)</a></li></ul></li>`,
          )
          .join('')}</ul></td>`,
    )
    .join('')}</tr></table>`,
);
const names = times(40, (at) => `guide/part-${at}`);
const postings = Object.fromEntries(
  times(600, (at) => [`word${at}`, at % 3 === 0 ? at % 40 : [at % 20, 20 + (at % 20)]]),
);
const members = times(60, (at) => [
  `member_${at}`,
  [`member`, [`../class_${at % 7}.html#a${at}`, 1, 'Class']],
]);
/** As mdBook's search has them. */
const sections = {
  doc_urls: times(60, (at) => `part-${at % 9}.html#of-${at}`),
  index: {
    documentStore: {
      docs: Object.fromEntries(
        times(60, (at) => [
          `${at}`,
          { body: "It's told.", breadcrumbs: `Part » ${at}`, id: `${at}`, title: `Of ${at}` },
        ]),
      ),
    },
  },
};

test.each([
  ['the index of a book', 'ix01.html', makeIndexPage()],
  ['one too long for a parser', 'bookindex.html', makeIndexPage(20_000)],
  ['one with entries within entries', 'genindex.html', nested],
  [
    'the page of a letter with one entry',
    'genindex-Y.html',
    page(
      '<h1>Index &ndash; Y</h1><table style="width: 100%" class="indextable"><tr><td><ul><li><a href="a.html#y">yield</a></li></ul></td></tr></table>',
    ),
  ],
  ['words with the numbers of pages', 'searchindex.js', `Search.setIndex(${json({ names, postings })})`],
  [
    'the same with bare names',
    'searchindex.js',
    `Search.setIndex({names:${json(names)},postings:${json(postings)}});`,
  ],
  ['the same as data', 'index.json', json({ names, postings })],
  [
    'members with their addresses',
    'search/all_0.js',
    `var searchData=\n${json(members).replaceAll('"', "'")};\n`,
  ],
  [
    'passages with their addresses',
    'search_index.json',
    json({
      config: { lang: ['en'] },
      docs: times(60, (at) => ({
        location: at % 3 === 0 ? `guide-${at}/` : `guide-${at - (at % 3)}/#part-${at}`,
        title: `Part ${at}`,
        text: 'It is told here at some length what the part is for and when it is of no use.',
      })),
    }),
  ],
  ['the sections of a book', 'searchindex.js', `Object.assign(window.search, ${json(sections)});`],
  [
    'the same as a text in a script',
    'searchindex-1f.js',
    `window.search = Object.assign(window.search, JSON.parse('${json(sections).replace(/['\\]/g, '\\$&')}'));`,
  ],
  [
    'what stands in a module, beside each of its pages',
    'sidebar-items1.js',
    `window.SIDEBAR_ITEMS = ${json({ fn: [['open', 'Opens a tap.']] })};`,
  ],
  [
    'topics of a manual with their addresses',
    'help.xml',
    `<help>${times(60, (at) => `<item id="t${at}" ref="p${at % 9}.html#t${at}" title="${at}. Tides" parent="t"/>`).join('')}</help>`,
  ],
  [
    'the same within each other, with their titles as text',
    'xrefs.xml',
    `<div href="index.html"><ttl>Tides</ttl>${times(
      60,
      (at) =>
        `<div href="p${at % 9}.html#t${at}"><ttl>Of <b>tides</b></ttl><xreftext>Section ${at}, “Of tides”</xreftext></div>`,
    ).join('')}</div>`,
  ],
])('%s is not read: its pages are', async (_, path, text) => {
  expect(await readFile({ path, text })).toEqual({
    reason: 'index',
    words: 'It is an index of other files, made by a program for a search.',
  });
});

const sorted = times(120, (at) => `${letters[Math.floor(at / 5)]}${letters[at % 5]}lder`);

test.each([
  [
    'contents, which are in no such order',
    'toc.html',
    list(times(200, (at) => `<a href="p${at % 20}.html#s${at}">${sorted[(at * 37) % 120]}</a>`)),
  ],
  [
    'people with a page each',
    'staff.html',
    list(sorted.map((name) => `<a href="${name}.html#top">${name}</a>`)),
  ],
  [
    'people with their department',
    'staff.html',
    list(sorted.map((name, at) => `${name}, <a href="d${at % 5}.html">Sales</a>`)),
  ],
  [
    'people with their numbers',
    'phones.html',
    list(sorted.map((name, at) => `<a href="a.html#${name}">${name}</a>: +49 30 555${at}`)),
  ],
  [
    'addresses to write to',
    'mail.html',
    list(sorted.map((name) => `<a href="mailto:${name}@example.org">${name}</a>`)),
  ],
  [
    'commands and what they do',
    'commands.html',
    list(
      sorted.map(
        (name, at) =>
          `<a href="c${at % 9}.html#${name}">${name}</a> — ends the work that is under way and says so`,
      ),
    ),
  ],
  [
    'a glossary',
    'glossary.html',
    page(
      `<dl>${sorted.map((name, at) => `<dt><a href="g${at % 9}.html#${name}">${name}</a></dt><dd>Whoever minds the ferries of a harbour when the tide is out.</dd>`).join('')}</dl>`,
    ),
  ],
  ['contents of one page', 'self.html', list(sorted.map((name) => `<a href="#${name}">${name}</a>`))],
  ['a few entries', 'short.html', makeIndexPage(20)],
  [
    'how often words were said',
    'counts.json',
    json({ cities: names, said: Object.fromEntries(times(600, (at) => [`word${at}`, at % 30])) }),
  ],
  [
    'the days on which words were said',
    'days.json',
    json({
      cities: names,
      said: Object.fromEntries(times(600, (at) => [`word${at}`, [at % 30, 40 + (at % 20)]])),
    }),
  ],
  [
    'members of groups',
    'groups.json',
    json({
      people: times(400, (at) => `P. ${at}`),
      groups: Object.fromEntries(times(300, (at) => [`group ${at}`, [at, at + 1, at + 90]])),
    }),
  ],
  ['hashtags', 'tags.json', json(times(90, (at) => `#tag${at}`))],
  [
    'paths of an interface',
    'routes.json',
    json(times(90, (at) => ({ path: `/users/${at}/`, method: 'GET' }))),
  ],
  [
    'pointers within a schema',
    'schema.json',
    json(times(90, (at) => ({ $ref: `common.json#/definitions/part${at}` }))),
  ],
  [
    'pages of the web',
    'crawl.json',
    json(times(90, (at) => ({ url: `https://example.org/${at}.html#top`, text: 'Tides.' }))),
  ],
  [
    'where old pages are now',
    'moved.json',
    json(Object.fromEntries(times(90, (at) => [`old${at}.html`, `new${at}.html`]))),
  ],
  ['settings of a page', 'app.js', 'window.settings = { port: 3000, hosts: ["a.html#b"] };'],
  [
    'news with their addresses',
    'news.xml',
    `<rss>${times(60, (at) => `<item href="https://example.org/n${at}.html#top"><title>Tides</title></item>`).join('')}</rss>`,
  ],
  [
    'a text with some pointers',
    'text.xml',
    `<doc>${times(60, (at) => `<p><i>The</i> <b>tide</b> is <em>out</em>, <i>says</i> <b>the</b> harbour, <a href="p.html#t${at}">here</a>.</p>`).join('')}</doc>`,
  ],
  ['settings in a script', 'config.js', 'export default { port: 3000, hosts: ["a.html#b"] };'],
  [
    'a program',
    'search.js',
    `const places = ${json(members)};\nexport const find = (name) => places.find(([each]) => each === name);`,
  ],
])('read as ever: %s', async (_, path, text) => {
  expect(await readFile({ path, text })).toMatchObject({ text: expect.stringMatching(/\S/) });
});

test('what a job names on the web is read, whatever it is', async () => {
  const base64 = Buffer.from(makeIndexPage()).toString('base64');
  const read = await readFile({ path: 'ix01.html', base64, contentType: 'text/html' });
  expect(read).toMatchObject({ title: 'Index', text: expect.stringContaining('harbour') });
});
