import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import type { Source } from '#lib/sources/source.ts';
import type { SourceStates } from './source-states.ts';
import { watchSource } from './watch-source.ts';

test('a search says how a source does; a page that cannot be read does not', async () => {
  const seen: unknown[] = [];
  const states = {
    observe: (id: string, work: () => Promise<unknown>, { words }: { words?: string }) => {
      seen.push([id, words]);
      return work();
    },
  } as unknown as SourceStates;
  const hit = { url: 'https://a.example/', title: 'A', snippet: '', score: 1, passages: [] };
  const source: Source = {
    id: 'a',
    name: 'A',
    search: async () => [hit],
    read: () => Promise.reject(new AppError('source_failed', 'There is no text on this page.')),
  };
  const watched = watchSource(source, states);
  const { signal } = new AbortController();
  expect(await watched.search('q', { signal, limit: 1 })).toEqual([hit]);
  await expect(watched.read(hit, { signal })).rejects.toThrow('no text');
  expect(seen).toEqual([['a', 'q']]);
});
