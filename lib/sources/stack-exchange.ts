import { z } from 'zod';
import type { Config } from '#lib/config.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import { count } from '#lib/schema/count.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source } from './source.ts';
import { codeOnly } from './suits/index.ts';
import { queryWords } from './web-api/query-words.ts';
import { createWebApi, type WebApi, type WebApiOptions } from './web-api/web-api.ts';
import { each } from './web-search/each.ts';
import { withoutTags } from './web-search/plain-words.ts';
import { webSearch } from './web-search/web-search.ts';

const Question = z.object({
  question_id: z.number().int().positive(),
  link: z.string().min(1),
  title: z.string().min(1),
  body: z.string().nullish(),
  creation_date: z.number().nullish(),
  answer_count: z.number().nullish(),
});
const Reply = z.object({
  body: z.string().min(1),
  score: z.number().catch(0),
  is_accepted: z.boolean().catch(false),
});
/** What every answer has: how long to wait before the same is asked again. */
const backoff = z.number().int().min(0).max(86_400).nullish().catch(null);
const Questions = z.object({ items: each(Question), backoff });
const Replies = z.object({ items: each(Reply), backoff });

const site = 'stackoverflow';
const mostReplies = 5;

/** Stack Overflow by Stack Exchange's API: a question with its best answers is a page. */
export function stackExchangeSource(
  config: Pick<Config, 'STACK_EXCHANGE_URL' | 'CONTACT'>,
  options: Partial<WebApiOptions> = {},
): Source {
  const api = createWebApi({
    name: 'Stack Overflow',
    publicUrl: 'https://api.stackexchange.com',
    configuredUrl: config.STACK_EXCHANGE_URL,
    contact: config.CONTACT,
    atOnce: 1,
    pauseMs: 100,
    ...options,
  });
  return webSearch({
    id: 'stack-exchange',
    name: 'Stack Overflow',
    suits: {
      goodFor: 'questions on programming, errors and tools, with answers that others found right',
      rule: codeOnly,
    },
    now: options.now,
    async find(query, { signal, limit, filters }) {
      const words = queryWords(query);
      if (words.length === 0) return [];
      const all = await search(api, { words, signal, limit, filters });
      // It wants all words; of a long question the first few say most.
      const found =
        all.length > 0 || words.length < 5
          ? all
          : await search(api, { words: words.slice(0, 4), signal, limit, filters });
      return found.map(({ link, title, body, creation_date }) => ({
        url: link,
        title: withoutTags(title),
        snippet: withoutTags(body ?? ''),
        published: creation_date ? new Date(creation_date * 1000).toISOString() : null,
      }));
    },
    async readAt(url, { signal }) {
      const id = /\/questions\/(\d{1,12})(?:\/|$)/.exec(url)?.[1];
      if (!id)
        throw new AppError('source_failed', 'This is not the address of a question on Stack Overflow.');
      const [question] = (await ask(api, { path: `/2.3/questions/${id}`, form: Questions, signal })).items;
      if (!question) throw new AppError('source_failed', 'Stack Overflow has no such question.');
      const path = `/2.3/questions/${id}/answers`;
      const more = { order: 'desc', sort: 'votes', pagesize: String(mostReplies) };
      const { items } = await ask(api, { path, more, form: Replies, signal });
      const replies = items.sort((left, right) => Number(right.is_accepted) - Number(left.is_accepted));
      const html = [
        `<h1>${question.title}</h1>`,
        '<h2>Question</h2>',
        question.body ?? '',
        ...replies.map(({ body, score, is_accepted }) => {
          const votes = count(score, 'vote');
          return `<h2>${is_accepted ? `Accepted answer, ${votes}` : `Answer, ${votes}`}</h2>${body}`;
        }),
      ].join('\n');
      const page = await prepareText(`<main>${html}</main>`, signal);
      return { ...page, title: withoutTags(question.title) };
    },
  });
}

async function search(
  api: WebApi,
  {
    words,
    signal,
    limit,
    filters: { published_after, published_before } = {},
  }: { words: string[]; signal: AbortSignal; limit: number; filters: SearchFilters | undefined },
): Promise<z.infer<typeof Question>[]> {
  const seconds = (time: string) => String(Math.floor(Date.parse(time) / 1000));
  const more = {
    order: 'desc',
    sort: 'relevance',
    answers: '1',
    q: words.join(' '),
    pagesize: String(Math.min(limit, 30)),
    ...(published_after && { fromdate: seconds(`${published_after}T00:00:00Z`) }),
    ...(published_before && { todate: seconds(`${published_before}T23:59:59Z`) }),
  };
  return (await ask(api, { path: '/2.3/search/advanced', more, form: Questions, signal })).items;
}

async function ask<T extends { backoff?: number | null | undefined }>(
  api: WebApi,
  {
    path,
    more = {},
    form,
    signal,
  }: { path: string; more?: Record<string, string>; form: z.ZodType<T>; signal: AbortSignal },
): Promise<T> {
  const parameters = new URLSearchParams({ site, filter: 'withbody', ...more });
  const answer = await api.ask(`${path}?${parameters}`, { form, signal });
  api.rest(answer.backoff ?? 0);
  return answer;
}
