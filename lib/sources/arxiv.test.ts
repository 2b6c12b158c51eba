import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { arxivSource } from './arxiv.ts';
import { describeService } from './service.contract.ts';

const answer = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'fixtures', `arxiv-${name}.xml`), 'utf8');
const { signal } = new AbortController();
const hitOf = (url: string) => ({ url, title: '', snippet: '', score: 1, passages: [] });

let server: TestServer;
let asked: string[] = [];
let papers: Record<string, string | Buffer> = {};
let respond: (path: string) => { body: string; type?: string; status?: number };

beforeEach(async () => {
  asked = [];
  papers = {};
  respond = (path) => ({ body: answer(path.includes('id_list') ? 'paper' : 'search') });
  server = await startHttpServer((request, response) => {
    // Most papers of the past are there as PDF alone.
    if (/^\/(?:html|pdf)\//.test(request.url ?? '')) {
      const body = papers[request.url ?? ''];
      const type = request.url?.startsWith('/pdf/') ? 'application/pdf' : 'text/html';
      return void response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
    }
    asked.push(request.url ?? '');
    const { body, type = 'application/atom+xml; charset=utf-8', status = 200 } = respond(request.url ?? '');
    response.writeHead(status, { 'content-type': type }).end(body);
  });
});
afterEach(() => server.stop());

const source = () => arxivSource({ ARXIV_URL: server.origin, CONTACT: undefined }, { pauseMs: 0 });

test('a question is searched for by its words; hits are papers with the start of their abstract', async () => {
  const hits = await source().search('How are REST APIs tested?', { signal, limit: 3 });
  expect(asked).toEqual([
    '/api/query?search_query=all:REST+AND+all:APIs+AND+all:tested&start=0&max_results=3',
  ]);
  expect(hits.map(({ url, score }) => [url, score])).toEqual([
    ['https://arxiv.org/abs/2202.12139v1', 1],
    ['https://arxiv.org/abs/2005.14124v2', 1 - 1 / 3],
    ['https://arxiv.org/abs/2204.08348v3', 1 - 2 / 3],
  ]);
  expect(hits[0]?.snippet).toMatch(/^Deep Learning \(DL\) has revolutionized/);
});

test('where no paper has all the words, those that speak of most of them are taken', async () => {
  respond = (path) => ({ body: answer(path.includes('+OR+') ? 'search' : 'empty') });
  const hits = await source().search('active fuzzing of cyber-physical systems', { signal, limit: 8 });
  expect(asked).toEqual([
    '/api/query?search_query=all:active+AND+all:fuzzing+AND+all:%22cyber+physical%22+AND+all:systems&start=0&max_results=8',
    '/api/query?search_query=all:active+OR+all:fuzzing+OR+all:%22cyber+physical%22+OR+all:systems&start=0&max_results=8',
  ]);
  expect(hits.map(({ title }) => title)).toEqual([
    'Active Fuzzing for Testing and Securing Cyber-Physical Systems',
  ]);
});

test('what was just found is read without asking again', async () => {
  const arxiv = source();
  const [hit] = await arxiv.search('testing', { signal, limit: 3 });
  const page = await arxiv.read(hit ?? expect.fail(), { signal });
  expect(asked).toHaveLength(1);
  expect(page.text).toMatch(
    /^# Testing Deep Learning Models: A First Comparative Study of Multiple Testing Techniques\n\nAuthors: Mohit Kumar Ahuja, Arnaud Gotlieb, Helge Spieker\.\n\nSubmitted to arXiv on 2022-02-24\.\n\n## Abstract\n\nDeep Learning \(DL\) has/,
  );
});

test('a paper that is not remembered is asked for by its number', async () => {
  const page = await source().read(hitOf('https://arxiv.org/abs/1605.08386v1'), { signal });
  expect(asked).toEqual(['/api/query?id_list=1605.08386v1&max_results=1']);
  expect(page).toEqual({
    url: 'https://arxiv.org/abs/1605.08386v1',
    title: 'Heat-bath random walks with Markov bases',
    text: expect.stringMatching(
      /Authors: Caprice Stanley, Tobias Windisch\.\n\nSubmitted to arXiv on 2016-05-26\./,
    ),
    about: { kind: 'paper', published: '2016-05-26' },
    fetched: ['html', 'pdf'].map((form) => `${server.origin}/${form}/1605.08386v1`),
  });
});

test('a paper of which arXiv has no HTML is read from its PDF, and a quote from it stands under its page', async () => {
  const page = (number: number) => [
    '18|Random walks',
    ...Array.from(
      { length: 40 },
      (_, at) => `Walk ${at} of page ${number} mixes faster than the one before.`,
    ),
  ];
  papers['/pdf/1605.08386v1'] = makePdf([page(1), page(2), page(3)]);
  const { text } = await source().read(hitOf('https://arxiv.org/abs/1605.08386v1'), { signal });
  expect(text).toMatch(/## Abstract\n\n[\s\S]+## Full text\n\n/);
  const passage = splitPassages(text).find(({ start, end }) =>
    text.slice(start, end).includes('Walk 39 of page 3 mixes'),
  );
  expect(passage?.heading.join(' › ')).toMatch(/^Page 3/);
});

test('numbers of before 2007 keep their archive; what is no number asks nobody', async () => {
  await source().read(hitOf('https://arxiv.org/abs/cond-mat/0011267v1'), { signal });
  await source().read(hitOf('https://arxiv.org/abs/math.GT/0309136'), { signal });
  expect(asked).toEqual([
    '/api/query?id_list=cond-mat/0011267v1&max_results=1',
    '/api/query?id_list=math.GT/0309136&max_results=1',
  ]);
  for (const url of [
    'https://arxiv.org/abs/1,2&x=1',
    'https://example.org/',
    'https://arxiv.org/abs/../etc',
  ]) {
    await expect(source().read(hitOf(url), { signal })).rejects.toMatchObject({ code: 'source_failed' });
  }
  expect(asked).toHaveLength(2);
});

test('a question without words, and one that nothing fits, have no hits', async () => {
  respond = () => ({ body: answer('empty') });
  expect(await source().search('?', { signal, limit: 5 })).toEqual([]);
  expect(asked).toEqual([]);
  expect(await source().search('zxqv', { signal, limit: 5 })).toEqual([]);
  await expect(source().read(hitOf('https://arxiv.org/abs/0000.0000'), { signal })).rejects.toThrow(
    'no such paper',
  );
});

test.each([
  [
    'a page instead of a feed',
    () => ({ body: '<h1>Sign in</h1>', type: 'text/html' }),
    /answered text\/html/,
  ],
  [
    'something else that says it is a feed',
    () => ({ body: '<html><h1>Sign in</h1></html>' }),
    /could not be understood/,
  ],
  ['an error inside a feed', () => ({ body: answer('error') }), /incorrect id format for abc/],
  ['a refusal', () => ({ body: answer('error'), status: 400 }), /answered 400 Bad Request/],
  ['a fault of the server', () => ({ body: '', status: 503 }), /answered 503 Service Unavailable/],
])('%s is a failure that is told in words', async (_name, answering, reason) => {
  respond = answering;
  const search = source().search('testing', { signal, limit: 3 });
  await expect(search).rejects.toMatchObject({
    code: 'source_failed',
    message: expect.stringMatching(reason),
  });
});

test('an aborted search stops with the reason of its signal', async () => {
  const reason = new Error('cancelled');
  const aborted = AbortSignal.abort(reason);
  await expect(source().search('testing', { signal: aborted, limit: 3 })).rejects.toBe(reason);
  await expect(source().read(hitOf('https://arxiv.org/abs/1605.08386v1'), { signal: aborted })).rejects.toBe(
    reason,
  );
  expect(asked).toEqual([]);
});

test('a paper is read whole where arXiv has it as HTML: its sections and formulas, not its references', async () => {
  papers['/html/1605.08386v1'] = readFileSync(
    path.join(import.meta.dirname, 'fixtures', 'arxiv-paper.html'),
    'utf8',
  );
  const page = await source().read(hitOf('https://arxiv.org/abs/1605.08386v1'), { signal });
  expect(page.text).toMatch(/## Abstract\n\n[^#]+## Full text\n\n[\s\S]*Introduction\n\nA walk on a lattice/);
  expect(page.text).toContain('The walk mixes in 12 steps.');
  expect(page.text).not.toMatch(/Someone et al|Report issue/);
});

test('a page that is not the paper is not taken for it', async () => {
  papers['/html/1605.08386v1'] = '<main><h1>No HTML for this paper</h1><p>Try the PDF.</p></main>';
  const page = await source().read(hitOf('https://arxiv.org/abs/1605.08386v1'), { signal });
  expect(page.text).not.toMatch(/Full text|Try the PDF/);
});

describeService({
  source: (ARXIV_URL, options) => arxivSource({ ARXIV_URL, CONTACT: undefined }, options),
  query: 'testing',
  isXml: true,
  answer: ({ url }) =>
    url.startsWith('/html/')
      ? { body: '', status: 404 }
      : { body: answer(url.includes('id_list') ? 'paper' : 'search'), type: 'application/atom+xml' },
  empty: () => ({ body: answer('empty'), type: 'application/atom+xml' }),
});
