import type { SearchSource } from '#lib/research/ports.ts';
import type { Hit } from '#lib/schema/source.ts';
import { seeded } from '../seeded.ts';
import { makePages, type WebPage } from './make-pages.ts';

export type ScriptedWeb = {
  pages: readonly WebPage[];
  /** At most `limit` hits by words, the best first, among them always one or two that do not belong. */
  search(query: string, limit?: number): Hit[];
  pageAt(url: string): WebPage | undefined;
};

/** A web of invented things that nobody knows: what is right, what is wrong, and who says so stands in its pages. */
export function createScriptedWeb(pages: readonly WebPage[] = makePages()): ScriptedWeb {
  const words = pages.map(({ title, text }) => new Set(wordsOf(`${title}\n${text}`)));
  const holders = new Map<string, number>();
  for (const list of words) for (const word of list) holders.set(word, (holders.get(word) ?? 0) + 1);
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  const worth = (word: string) => Math.log(1 + pages.length / (1 + (holders.get(word) ?? pages.length)));
  return {
    pages,
    pageAt: (url) => byUrl.get(url),
    search(query, limit = 8) {
      const asked = [...new Set(wordsOf(query))];
      const ranked = pages
        .map((page, at) => ({
          page,
          score: asked.reduce((sum, word) => sum + (words[at]?.has(word) ? worth(word) : 0), 0),
        }))
        .filter(({ score }) => score > 0)
        .sort((left, right) => right.score - left.score)
        .slice(0, limit);
      const random = seeded(query.length * 31 + (query.codePointAt(0) ?? 0));
      const stray = pages[Math.floor(random() * pages.length)];
      if (stray && ranked.length > 2 && !ranked.some(({ page }) => page === stray))
        ranked.splice(Math.min(2, ranked.length), ranked.length === limit ? 1 : 0, {
          page: stray,
          score: 0.1,
        });
      return ranked.map(({ page }, rank) => ({
        url: page.url,
        title: page.title,
        snippet: page.text.replace(/^#.*\n+/, '').slice(0, 160),
        score: 1 / (rank + 1),
        passages: [],
      }));
    },
  };
}

/** The same web as a source of research, in memory. `delayMs` stands for the way to it. */
export function sourceOf(web: ScriptedWeb, { delayMs = 0 }: { delayMs?: number } = {}): SearchSource {
  const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs));
  return {
    id: 'web',
    name: 'The scripted web',
    kind: 'web',
    async search(query, { limit }) {
      if (delayMs > 0) await wait();
      return web.search(query, limit);
    },
    async read({ url }) {
      if (delayMs > 0) await wait();
      const page = web.pageAt(url);
      if (!page) throw new Error(`There is no ${url}.`);
      const { title, text, published, kind, language } = page;
      const host = new URL(url).host;
      return { url, title, text, about: { host, published, kind, language } };
    },
  };
}

/** Words of letters and digits; of scripts without spaces, pairs of characters. */
function wordsOf(text: string): string[] {
  const low = text.toLowerCase();
  const words = low.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const latin = word.match(/[\p{Script=Latin}\p{N}]{3,}/gu) ?? [];
    const others = word.replace(/[\p{Script=Latin}\p{N}]+/gu, ' ').match(/\S{2,}/gu) ?? [];
    return [
      ...latin,
      ...others.flatMap((run) => Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))),
    ];
  });
}
