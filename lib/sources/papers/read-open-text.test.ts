import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchBytes } from '#lib/fetch-url/fetch-url.ts';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { startCanary, startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { readOpenText } from './read-open-text.ts';

const { signal } = new AbortController();
const line = (page: number, at: number) => `Gauge ${at} of estuary ${page} was read at noon by the keeper.`;
const paper = makePdf(
  [1, 2, 3].map((page) => ['20|Tidal gauges', ...Array.from({ length: 40 }, (_, at) => line(page, at))]),
);
const signIn = `<main><h1>Sign in</h1><p>${'To read this paper, sign in with your university. '.repeat(200)}</p></main>`;

let server: TestServer;
let asked: string[] = [];
const answers: Record<string, { type: string; body: string | Buffer; status?: number }> = {
  '/paper.pdf': { type: 'application/pdf', body: paper },
  '/unnamed': { type: 'application/octet-stream', body: paper },
  '/sign-in.pdf': { type: 'text/html', body: signIn },
  '/lying.pdf': { type: 'application/pdf', body: signIn },
  '/cut.pdf': { type: 'application/pdf', body: paper.subarray(0, 300) },
  '/short.pdf': { type: 'application/pdf', body: makePdf([['A poster.']]) },
  '/landing': { type: 'text/html', body: '<main><h1>Tidal gauges</h1><p>An abstract.</p></main>' },
};

beforeAll(async () => {
  server = await startHttpServer((request, response) => {
    asked.push(request.url ?? '');
    const {
      type,
      body,
      status = 200,
    } = answers[request.url ?? ''] ?? { type: 'text/plain', body: '', status: 404 };
    response.writeHead(status, { 'content-type': type }).end(body);
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  asked = [];
});

const read = (texts: readonly [path: string, as: 'pdf' | 'page'][]) =>
  readOpenText(
    texts.map(([path, as]) => ({ url: server.origin + path, as })),
    {
      signal,
      fetchPage: async (url, options) => ({
        text: '',
        ...(await fetchBytes(url, { ...options, allow: [server.origin] })),
      }),
    },
  );

test.each(['/paper.pdf', '/unnamed'])('a PDF (%s) is read with the numbers of its pages', async (path) => {
  const { text = '' } = await read([[path, 'pdf']]);
  const pages = text.split(/^# Page (\d)$/m);
  expect(pages.filter((_, at) => at % 2 === 1)).toEqual(['1', '2', '3']);
  expect(pages[4]).toContain('Gauge 7 of estuary 2 was read at noon by the keeper.');
  expect(text).not.toContain('estuary 4');
});

test.each([
  ['a page that asks who one is', '/sign-in.pdf'],
  ['one that says it is a PDF', '/lying.pdf'],
  ['a PDF that breaks off', '/cut.pdf'],
  ['a poster', '/short.pdf'],
  ['nothing', '/nowhere.pdf'],
])('%s in the place of the paper is not the paper, and the next place is asked', async (_, path) => {
  const { text = '', fetched } = await read([
    [path, 'pdf'],
    ['/paper.pdf', 'pdf'],
    ['/landing', 'page'],
  ]);
  expect(text).toContain('Gauge 7 of estuary 2');
  expect(text).not.toContain('Sign in');
  expect(asked).toEqual([path, '/paper.pdf']);
  expect(fetched).toEqual(asked.map((at) => server.origin + at));
});

test('where no place has the paper, there is none', async () => {
  const { text, fetched } = await read([
    ['/nowhere.pdf', 'pdf'],
    ['/landing', 'page'],
  ]);
  expect(text).toBeUndefined();
  expect(fetched).toHaveLength(2);
});

test('an address of this network is not opened, whatever a catalogue says', async () => {
  const canary = await startCanary();
  const url = `http://127.0.0.1:${canary.port}/paper.pdf`;
  expect((await readOpenText([{ url, as: 'pdf' }], { signal })).text).toBeUndefined();
  expect(canary.connections()).toBe(0);
  await canary.stop();
});

test('who leaves is answered with the reason of the signal', async () => {
  const aborted = AbortSignal.abort(new Error('over'));
  await expect(readOpenText([{ url: 'https://a.example/', as: 'pdf' }], { signal: aborted })).rejects.toThrow(
    'over',
  );
});
