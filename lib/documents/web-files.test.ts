import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type AppError, isAppError } from '#lib/errors.ts';
import { fetchBytes } from '#lib/fetch-url/fetch-url.ts';
import { encodeText } from '#lib/testing/encode-text.ts';
import { makeDocx, makeLockedOffice, makeXlsx } from '#lib/testing/make-files/make-office.ts';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { makeZip } from '#lib/testing/make-files/make-zip.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { pour, startHttpServer, startTcpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { readWebPage } from './prepare-page.ts';
import { preparer } from './preparer.ts';

let server: TestServer | undefined;
afterEach(() => server?.stop());
afterAll(() => preparer().stop());
const { signal } = new AbortController();

async function readFrom(path: string, type: string, body: Buffer) {
  server = await startHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  });
  return readAt(path);
}
function readAt(path: string) {
  const { origin } = server as TestServer;
  return readWebPage(`${origin}${path}`, {
    signal,
    fetchPage: (url, options) => fetchBytes(url, { ...options, allow: [origin] }),
  });
}
const failure = (reading: Promise<{ text: string }>): Promise<AppError> =>
  reading.then(
    ({ text }) => Promise.reject(new Error(`was read: ${text.slice(0, 80)}`)),
    (thrown) => (isAppError(thrown) ? thrown : Promise.reject(thrown)),
  );

const pdf = 'application/pdf';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test.each([
  ['a PDF', '/a', pdf, makePdf([['The tide turns at noon.']]), '# Page 1\n\nThe tide turns at noon.\n'],
  [
    'a Word document',
    '/a',
    word,
    makeDocx({ title: 'Tides', words: 'They turn.' }),
    '# Tides\n\nThey turn.\n',
  ],
  [
    'a workbook of unnamed bytes',
    '/a/b.xlsx?x=1',
    'application/octet-stream',
    makeXlsx([
      ['Tide', 'Hour'],
      ['high', '12'],
    ]),
    '## Stock\n\n| Tide | Hour |\n| --- | --- |\n| high | 12 |\n',
  ],
  [
    'a PDF that is called a page',
    '/a',
    'text/html',
    makePdf([['The tide turns.']]),
    '# Page 1\n\nThe tide turns.\n',
  ],
  [
    'a table',
    '/a',
    'text/csv; charset=windows-1252',
    encodeText('Größe,Wert\nlang,5', 'windows-1252'),
    '| Größe | Wert |\n| --- | --- |\n| lang | 5 |\n',
  ],
  [
    'a README that is called plain text',
    '/x/README.md',
    'text/plain; charset=utf-8',
    Buffer.from('# Tides\n\nThey **turn**.'),
    '# Tides\n\nThey turn.\n',
  ],
  [
    'a source of documentation that is called plain text',
    '/_sources/tides.rst.txt',
    'text/plain',
    Buffer.from('Tides\n=====\n\nThey **turn**.\n'),
    '# Tides\n\nThey turn.\n',
  ],
  [
    'text that does not say its encoding',
    '/a.txt',
    'text/plain',
    encodeText('Прилив начинается в полдень.', 'koi8-r'),
    'Прилив начинается в полдень.',
  ],
])('%s at an address of the web is read as such', async (_, path, type, body, text) => {
  expect((await readFrom(path, type, body)).text).toBe(text);
});

test('what a page says of itself comes with it', async () => {
  const page =
    '<html lang="de"><head><title>Flut</title><meta property="article:published_time" content="2024-05-06T10:00:00Z"></head><body><main><p>Die Flut kommt.</p></main></body></html>';
  expect(await readFrom('/a', 'text/html', Buffer.from(page))).toEqual({
    title: 'Flut',
    text: 'Die Flut kommt.\n',
    about: { published: '2024-05-06', language: 'de' },
  });
});

test.each([
  ['a document with a password', word, makeLockedOffice(), 'It is protected by a password.'],
  ['a scan', pdf, makePdf([[]], { isScanned: true }), 'Its pages are pictures without text'],
  ['a PDF that breaks off', pdf, makePdf([['words']]).subarray(0, 200), 'It is damaged'],
  [
    'a picture that is called a page',
    'text/html',
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'It is a picture.',
  ],
])('%s is refused in words', async (_, type, body, words) => {
  expect(await failure(readFrom('/a', type, body))).toMatchObject({
    code: 'source_failed',
    message: expect.stringContaining(`The page cannot be read. ${words}`),
  });
});

const spaces = (megabytes: number) => Buffer.alloc(megabytes * 2 ** 20, 32);
const twice = deflateSync(deflateSync(spaces(200)));

test.each([
  ['a zip bomb as a document', word, makeZip({ 'word/document.xml': spaces(300) })],
  [
    'a zip bomb that says that it is small',
    word,
    makeZip({ 'word/document.xml': spaces(300) }, { sizes: { 'word/document.xml': 1000 } }),
  ],
  ['a PDF bomb', pdf, makePdf([], { streams: [deflateSync(spaces(300))] })],
  [
    'a PDF bomb in many parts',
    pdf,
    makePdf([], { streams: Array<Buffer>(30).fill(deflateSync(spaces(40))) }),
  ],
  [
    'a PDF bomb that is packed twice',
    pdf,
    Buffer.from(
      makePdf([], { streams: [twice] })
        .toString('latin1')
        .replaceAll('/Filter/FlateDecode', '/Filter[/FlateDecode/FlateDecode]'),
      'latin1',
    ),
  ],
  [
    'entities of XML that stand for entities',
    word,
    makeZip({
      'word/document.xml': `<!DOCTYPE x [${[...'abcdefghij'].map((name, at, all) => `<!ENTITY ${name} "${at ? `&${all[at - 1]};`.repeat(10) : 'lol'}">`).join('')}]><x>&j;</x>`,
    }),
  ],
  ['XML that is nested 100,000 deep', word, makeZip({ 'word/document.xml': '<a>'.repeat(100_000) })],
  [
    'JSON that is nested 100,000 deep',
    'application/json',
    Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)),
  ],
  [
    'cells that are repeated',
    'application/vnd.oasis.opendocument.spreadsheet',
    makeZip({
      'content.xml': `<b><body><spreadsheet><table>${'<table-row number-rows-repeated="1000000"><table-cell number-columns-repeated="1000000"><p>aaaaaaaaaaaaaaaaaaaa</p></table-cell></table-row>'.repeat(1000)}</table></spreadsheet></body></b>`,
    }),
  ],
])(
  '%s is refused in words within 20 s, and this process holds no 100 MB more for it',
  async (_, type, body) => {
    const before = process.memoryUsage().rss;
    let most = before;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    const stopwatch = startStopwatch();
    const { code, message } = await failure(readFrom('/a', type, body));
    clearInterval(watching);
    expect(code).toBe('source_failed');
    expect(message).toMatch(/^(?:The page cannot be read\. Its? |There is no text on this page\.)/);
    expect(stopwatch.ms()).toBeLessThan(20_000);
    expect((most - before) / 2 ** 20).toBeLessThan(100);
  },
  60_000,
);

test('a PDF without end is left at its limit', async () => {
  server = await startTcpServer((socket) =>
    pour(socket, {
      start: 'HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\n\r\n',
      block: Buffer.alloc(65_536, '%PDF-1.4 '),
    }),
  );
  expect((await failure(readAt('/a'))).message).toContain('larger than 20 MB');
}, 60_000);

test('where a page links to is known: pages of the web, each once, and never the page itself', async () => {
  const page = `<main><h1>Tides</h1><p>See <a href="/deep#top">the deep <b>sea</b></a>, <a href="https://b.example/?a=1&amp;b=2">another
    site</a>, <a href="/a#part">this page</a>, <a href="/deep">the deep again</a>, <a href="mailto:a@b.example">mail</a>,
    <a href="javascript:alert(1)">a trap</a>, <a href="file:///etc/passwd">a file</a>, <a href="ftp://c.example/">ftp</a>,
    <a href="http://user:secret@d.example/">a password</a> and <a href="/x">→</a>.</p></main>`;
  const { links_to } = await readFrom('/a', 'text/html', Buffer.from(page));
  expect(links_to?.map(({ words, url }) => [words, url.replace(/^http:\/\/127[^/]+/, '')])).toEqual([
    ['the deep sea', '/deep'],
    ['another site', 'https://b.example/?a=1&b=2'],
  ]);
});

test('of a page of links so many are kept', async () => {
  const page = `<main><h1>All</h1>${Array.from({ length: 3000 }, (_, at) => `<p><a href="/p${at}">Page ${at}</a></p>`).join('')}</main>`;
  expect((await readFrom('/a', 'text/html', Buffer.from(page))).links_to).toHaveLength(150);
});
