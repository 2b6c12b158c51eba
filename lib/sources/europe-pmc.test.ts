import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { europePmcSource } from './europe-pmc.ts';
import { describeService } from './service.contract.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const found = fixture('europe-pmc-search.json');
const paper = fixture('europe-pmc-paper.xml');
const xml = { body: paper, type: 'application/xml' };
const make = (EUROPE_PMC_URL: string, options: Partial<WebApiOptions> = {}) =>
  europePmcSource({ EUROPE_PMC_URL, CONTACT: undefined }, options);

describeService({
  source: make,
  query: 'tidal power',
  answer: ({ url }) => (url.includes('/fullTextXML') ? xml : { body: found }),
  empty: () => ({ body: JSON.stringify({ hitCount: 0, resultList: { result: [] } }) }),
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('words, days and language become its syntax', async () => {
  const filters = { published_after: '2020-01-01', language: 'de' };
  await make(service.origin).search('tidal power: AND (or NOT)', { signal, limit: 8, filters });
  expect(new URL(service.asked[0]?.url ?? '', service.origin).searchParams.get('query')).toBe(
    '(tidal power) AND FIRST_PDATE:[2020-01-01 TO 2200-01-01] AND LANG:"ger"',
  );
});

test('an open paper is read whole: headings, words and tables, no references and formulas', async () => {
  service.respond = ({ url }) => (url.includes('/fullTextXML') ? xml : { body: found });
  const source = make(service.origin);
  const [hit] = await source.search('tidal power', { signal, limit: 1 });
  const { text } = await source.read(hit ?? expect.fail(), { signal });
  expect(hit?.url).toBe('https://europepmc.org/article/MED/40000001');
  expect(text).toMatch(/## Abstract\n\nBackground: Tidal power changes/);
  expect(text).toMatch(/Introduction\n\nTides have turned mills for a thousand years/);
  expect(text).toMatch(/\| North mouth \| 412 \|/);
  expect(text).toMatch(/Instruments\n\nDoppler profilers/);
  expect(text).not.toMatch(/A reference|v=1|Not part of the text|<|xref/);
});

test('an open paper of which there is only a PDF is read from it', async () => {
  const listed = JSON.parse(found);
  const place = { documentStyle: 'pdf', site: 'Unpaywall', availabilityCode: 'OA' };
  const fullTextUrl = [
    { ...place, availability: 'Subscription required', url: 'https://closed.example/1.pdf' },
    { ...place, availability: 'Open access', documentStyle: 'doi', url: 'https://doi.org/10.5555/x' },
    { ...place, availability: 'Open access', url: 'https://open.example/1.pdf' },
  ];
  const [first] = listed.resultList.result;
  listed.resultList.result = [{ ...first, pmcid: undefined, fullTextUrlList: { fullTextUrl } }];
  service.respond = () => ({ body: JSON.stringify(listed) });
  const read: string[] = [];
  const fetchPage = async (url: string) => {
    read.push(url);
    throw new Error('gone');
  };
  const source = make(service.origin, { fetchPage } as Partial<WebApiOptions>);
  const [hit] = await source.search('tidal power', { signal, limit: 1 });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(read).toEqual(['https://open.example/1.pdf']);
  expect(page.fetched).toEqual(read);
  expect(page.text).toContain('## Abstract');
});

test('one that another process found is asked for by its number', async () => {
  const url = 'https://europepmc.org/article/MED/40000002';
  const hit = { url, title: '', snippet: '', score: 1, passages: [] };
  const page = await make(service.origin).read(hit, { signal });
  expect(page.title).toBe('A review of tidal power generation');
  expect(new URL(service.asked[0]?.url ?? '', service.origin).searchParams.get('query')).toBe(
    'EXT_ID:40000002 AND SRC:MED',
  );
});
