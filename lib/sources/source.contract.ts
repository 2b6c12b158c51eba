import { describe, expect, test } from 'vitest';
import { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from './source.ts';

/** What the suite needs of a source: a query with at least three answers, one without any, and one that is down. */
export type SourceUnderTest = {
  source(): Source;
  query: string;
  unanswerable: string;
  /** The same source where what it asks cannot be reached. */
  unreachable(): Source;
};

/** What is promised of each source; a source's test calls this beside its own cases. */
export function describeSource({ source, query, unanswerable, unreachable }: SourceUnderTest): void {
  const { signal } = new AbortController();
  const aborted = AbortSignal.abort(new Error('over'));
  const anyHit: Hit = { url: 'x:y', title: 'x', snippet: '', score: 1, passages: [] };

  describe('as every source', () => {
    test('it has an id and a name', () => {
      expect(source().id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(source().name).not.toBe('');
    });

    test('it answers hits of different pages, the best first, none without a title', async () => {
      const hits = await source().search(query, { signal, limit: 10 });
      expect(hits.length).toBeGreaterThanOrEqual(3);
      expect(hits.map((hit) => Hit.parse(hit))).toEqual(hits);
      expect(new Set(hits.map(({ url }) => url)).size).toBe(hits.length);
      expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
      for (const { title } of hits) expect(title.trim()).not.toBe('');
    });

    test('it answers no more than it was asked for, and the best of them', async () => {
      const all = await source().search(query, { signal, limit: 10 });
      const two = await source().search(query, { signal, limit: 2 });
      expect(two.map(({ url }) => url)).toEqual(all.slice(0, 2).map(({ url }) => url));
    });

    test('it answers nothing where nothing fits', async () => {
      expect(await source().search(unanswerable, { signal, limit: 10 })).toEqual([]);
    });

    test('it reads the page of a hit, and every passage stands in its text', async () => {
      const asked = source();
      const [hit] = await asked.search(query, { signal, limit: 1 });
      const page = Page.parse(await asked.read(hit ?? anyHit, { signal }));
      expect(page.text.trim()).not.toBe('');
      expect(page.text.isWellFormed()).toBe(true);
      for (const { start, end } of hit?.passages ?? []) {
        expect(end).toBeGreaterThan(start);
        expect(page.text.slice(start, end).trim()).toHaveLength(end - start);
      }
    });

    test('it does not begin when the signal has aborted', async () => {
      await expect(source().search(query, { signal: aborted, limit: 1 })).rejects.toThrow('over');
      await expect(source().read(anyHit, { signal: aborted })).rejects.toThrow('over');
    });

    test('when it cannot be reached it says so as a fault of the source', async () => {
      await expect(unreachable().search(query, { signal, limit: 1 })).rejects.toMatchObject({
        code: expect.stringMatching(/^source_(?:failed|unavailable)$/),
      });
    });
  });
}
