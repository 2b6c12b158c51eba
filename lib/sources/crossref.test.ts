import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { crossrefSource } from './crossref.ts';
import { describeService } from './service.contract.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const found = fixture('crossref-search.json');
const make = (CROSSREF_URL: string, options: Partial<WebApiOptions> = {}) =>
  crossrefSource({ CROSSREF_URL, CONTACT: undefined }, options);

describeService({
  source: make,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: '{"status":"ok","message":{"items":[],"total-results":0}}' }),
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('days go into its filter; a year alone is no day', async () => {
  const filters = { published_after: '2020-01-01', published_before: '2026-06-30' };
  const hits = await make(service.origin).search('tidal power', { signal, limit: 8, filters });
  expect(new URL(service.asked[0]?.url ?? '', service.origin).searchParams.get('filter')).toBe(
    'from-pub-date:2020-01-01,until-pub-date:2026-06-30',
  );
  expect(hits.map(({ published }) => published)).toEqual([undefined, '2024-07-19', '2022-11-30']);
});

test('the PDF of a publisher is read where everybody may copy the work, before what its DOI leads to', async () => {
  const [work] = JSON.parse(found).message.items;
  const link = [
    {
      URL: 'https://pub.example/1.xml',
      'content-type': 'application/xml',
      'intended-application': 'text-mining',
    },
    {
      URL: 'https://pub.example/check.pdf',
      'content-type': 'application/pdf',
      'intended-application': 'similarity-checking',
    },
    {
      URL: 'https://pub.example/1.pdf',
      'content-type': 'application/pdf',
      'intended-application': 'text-mining',
    },
  ];
  const readOf = async (license: unknown) => {
    service.respond = () => ({
      body: JSON.stringify({ message: { items: [{ ...work, link, license }] } }),
    });
    const read: string[] = [];
    const fetchPage = async (url: string) => {
      read.push(url);
      throw new Error('gone');
    };
    const source = make(service.origin, { fetchPage } as Partial<WebApiOptions>);
    const [hit] = await source.search('tidal power', { signal, limit: 1 });
    await source.read(hit ?? expect.fail(), { signal });
    return read;
  };
  const doi = 'https://doi.org/10.5555/tide.2026.001';
  const open = [{ URL: 'https://creativecommons.org/licenses/by/4.0/', 'content-version': 'vor' }];
  expect(await readOf(open)).toEqual(['https://pub.example/1.pdf', doi]);
  expect(await readOf([{ URL: 'https://pub.example/terms' }])).toEqual([doi]);
  expect(await readOf('odd')).toEqual([doi]);
});

test('an abstract in JATS is read as its words', async () => {
  const failing = { fetchPage: () => Promise.reject(new Error('gone')) } as Partial<WebApiOptions>;
  const source = make(service.origin, failing);
  const hits = await source.search('tidal power', { signal, limit: 3 });
  const page = await source.read(hits[1] ?? expect.fail(), { signal });
  expect(page.text).toMatch(/Ada Flood, The Tides Group\.[\s\S]+## Abstract\n\nThis review compares/);
  expect(page.text).not.toMatch(/jats|<|Abstract\n\nAbstract/);
});
