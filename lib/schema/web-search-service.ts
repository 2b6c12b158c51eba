import { z } from 'zod';

/** Names of fields within JSON, with dots between: `web.results`, `data.0.link`. */
const Path = z.string().regex(/^[\w$@-]*(?:\.[\w$@-]+)*$/, 'Give a path such as web.results');

/** A search of the web that answers JSON, as an operator describes it. */
export const WebSearchService = z.strictObject({
  name: z.string().trim().min(1).max(60).default('Web search'),
  /** With `{query}` where the query goes, and if it takes them `{limit}`, `{language}`, `{after}`, `{before}`. */
  url: z
    .string()
    .max(2000)
    .regex(/^https?:\/\/[^/{}\s@]+\/\S*$/, 'Give an address such as https://search.example/api?q={query}'),
  /** Posted as JSON where it is there, with the same places in it. */
  body: z.record(z.string(), z.unknown()).optional(),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/)).default({}),
  /** Where the list of results is; empty where the answer is that list. */
  results: Path.default('results'),
  /** Where its parts are within a result. */
  fields: z
    .strictObject({
      url: Path.default('url'),
      title: Path.default('title'),
      snippet: Path.default('snippet'),
      published: Path.optional(),
      text: Path.optional(),
    })
    .prefault({}),
});
export type WebSearchService = z.infer<typeof WebSearchService>;
