import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source } from './source.ts';
import { codeMay } from './suits/index.ts';
import { queryWords, shareOfTerms } from './web-api/query-words.ts';
import { createWebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { withoutTags } from './web-search/plain-words.ts';
import { webSearch } from './web-search/web-search.ts';

const Story = z.object({
  objectID: z.string().regex(/^\d{1,12}$/),
  title: z.string().min(1),
  story_text: z.string().nullish(),
  created_at: z.string().nullish(),
  points: z.number().nullish(),
  num_comments: z.number().nullish(),
});
const Answer = z.object({ hits: each(Story) });

type Comment = { text?: string | null | undefined; children: Comment[] };
const Comment: z.ZodType<Comment> = z.object({
  text: z.string().nullish(),
  get children() {
    return z.array(Comment).catch([]);
  },
});
const Thread = z.object({
  title: z.string().nullish(),
  url: z.string().nullish(),
  text: z.string().nullish(),
  children: z.array(Comment).catch([]),
});

/** Stories with fewer comments have little to read. */
const minComments = 3;
const mostComments = 60;
const minShare = 0.5;

/** Hacker News by Algolia's search: what programmers say of software and companies, a story with its comments a page. */
export function hackerNewsSource(
  config: Pick<Config, 'HACKER_NEWS_URL' | 'CONTACT'>,
  options: Partial<WebApiOptions> = {},
): Source {
  const api = createWebApi({
    name: 'Hacker News',
    publicUrl: 'https://hn.algolia.com',
    configuredUrl: config.HACKER_NEWS_URL,
    contact: config.CONTACT,
    atOnce: 2,
    ...options,
  });
  return webSearch({
    id: 'hacker-news',
    name: 'Hacker News',
    suits: {
      goodFor:
        'what programmers and founders think of software, tools and companies, and their experiences with them',
      rule: codeMay,
    },
    now: options.now,
    async find(query, { signal, limit, filters }) {
      const words = queryWords(query);
      if (words.length === 0) return [];
      const times = timesOf(filters);
      const parameters = new URLSearchParams({
        query: words.join(' '),
        tags: 'story',
        hitsPerPage: String(Math.min(2 * limit, 50)),
        numericFilters: [`num_comments>=${minComments}`, ...times].join(','),
      });
      const { hits } = await api.ask(`/api/v1/search?${parameters}`, { form: Answer, signal });
      return hits
        .filter(({ title, story_text }) => shareOfTerms(query, `${title} ${story_text ?? ''}`) >= minShare)
        .map(({ objectID, title, story_text, created_at, points, num_comments }) => ({
          url: `https://news.ycombinator.com/item?id=${objectID}`,
          title,
          snippet:
            withoutTags(story_text ?? '') ||
            `${points ?? 0} points, ${num_comments ?? 0} comments on Hacker News`,
          published: created_at,
        }));
    },
    async readAt(url, { signal }) {
      const id = /^https:\/\/news\.ycombinator\.com\/item\?id=(\d{1,12})$/.exec(url)?.[1];
      if (!id) throw new AppError('source_failed', 'This is not the address of a story on Hacker News.');
      const thread = await api.ask(`/api/v1/items/${id}`, { form: Thread, signal });
      const all = [...flatten(thread.children)];
      const comments = all.slice(0, mostComments);
      const title = thread.title ?? 'Hacker News';
      const html = [
        `<h1>${escapeHtml(title)}</h1>`,
        thread.text ? `<p>${thread.text}</p>` : '',
        ...(comments.length > 0 ? ['<h2>Comments</h2>', ...comments.map((text) => `<p>${text}</p>`)] : []),
      ].join('\n');
      const page = await prepareText(`<main>${html}</main>`, signal);
      const left = all.slice(mostComments).reduce((sum, text) => sum + withoutTags(text).length, 0);
      const whole = (page.about?.cut_from ?? page.text.length) + left;
      return { ...page, title, ...(left > 0 && { about: { ...page.about, cut_from: whole } }) };
    },
  });
}

function timesOf({ published_after, published_before }: SearchFilters = {}): string[] {
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);
  return [
    published_after ? `created_at_i>=${seconds(`${published_after}T00:00:00Z`)}` : '',
    published_before ? `created_at_i<=${seconds(`${published_before}T23:59:59Z`)}` : '',
  ].filter(Boolean);
}

/** What comments say, those of a story before the answers to them. */
function* flatten(comments: readonly Comment[]): Generator<string> {
  let level = comments;
  for (let depth = 0; depth < 8 && level.length > 0; depth += 1) {
    for (const { text } of level) if (text) yield text;
    level = level.flatMap(({ children }) => children);
  }
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
