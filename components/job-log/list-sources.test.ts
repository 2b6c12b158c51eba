import { expect, test } from 'vitest';
import { listSources } from './list-sources.ts';

const found = (url: string, state: 'found' | 'read' | 'failed') => ({
  url,
  title: url,
  sourceId: 'documents',
  state,
  reason: state === 'failed' ? 'gone' : null,
});

test('cited pages come first by their number, then read, found and failed ones', () => {
  const entries = listSources({
    found: [
      found('f', 'failed'),
      found('b', 'read'),
      found('x', 'found'),
      found('a', 'read'),
      found('c', 'read'),
    ],
    stored: [],
    pages: [
      { number: 1, url: 'a', title: 'A' },
      { number: 2, url: 'b', title: 'B' },
    ],
    markdown: 'A.[1](#cite-1) B.[2](#cite-2)[1](#cite-1) C.[11](#cite-11)',
  });
  expect(entries.map(({ url, number, cited }) => [url, number, cited])).toEqual([
    ['a', 1, 2],
    ['b', 2, 1],
    ['c', null, 0],
    ['x', null, 0],
    ['f', null, 0],
  ]);
});

test('what is stored is truer than what was told', () => {
  const stored = {
    id: '1',
    source_id: 'documents',
    url: 'a',
    title: 'A',
    snapshot_id: null,
    failure: 'refused',
    read_at: null,
  };
  const entries = listSources({ found: [found('a', 'read')], stored: [stored], pages: [], markdown: '' });
  expect(entries).toMatchObject([{ url: 'a', title: 'A', state: 'failed', reason: 'refused' }]);
});

test('a copy names the page that says the same, which counts its copies', () => {
  const copy = { ...found('b', 'read'), copyOf: 'a' };
  const stored = {
    id: '3',
    source_id: 'web',
    url: 'c',
    title: 'C',
    snapshot_id: '1',
    failure: null,
    read_at: null,
    copy_of: 'a',
  };
  const entries = listSources({
    found: [found('a', 'read'), copy],
    stored: [stored],
    pages: [{ number: 1, url: 'a', title: 'a' }],
    markdown: 'A.[1](#cite-1)',
  });
  expect(entries.map(({ url, copyOf, copies }) => [url, copyOf?.number, copies])).toEqual([
    ['a', undefined, 2],
    ['b', 1, 0],
    ['c', 1, 0],
  ]);
});
