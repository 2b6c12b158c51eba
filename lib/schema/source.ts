import { z } from 'zod';
import { QuotedPage } from './quote.ts';
import { visibleText } from './visible-text.ts';

/** A part of a page that a source itself found to answer the query; offsets into the page's cleaned text. */
export const Passage = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  heading: z.array(z.string()),
  score: z.number(),
});
export type Passage = z.infer<typeof Passage>;

/** Says whether a page is an appointment of a calendar, by its address. */
export const isAppointment = (url: string): boolean => url.startsWith('calendar:');

/** A page on the way from a question to another page, and how it points at the next: by its title or by a hyperlink. */
export const WayStep = z.object({ url: z.string(), title: z.string(), by: z.enum(['title', 'link']) });
export type WayStep = z.infer<typeof WayStep>;

/** What a source answers to a query, the best first. `score` compares hits of one answer only. */
export const Hit = z.object({
  /** Identifies the page within all sources; what the reader opens. */
  url: z.string(),
  title: z.string(),
  snippet: z.string().default(''),
  score: z.number(),
  /** Where a source knows the page already: its best parts. */
  passages: z.array(Passage).default([]),
  /** The day that it was published, `YYYY-MM-DD`, where the source says so. */
  published: z.iso.date().optional(),
  /** The pages that led to it, where it was not found by the words of the query alone. */
  way: z.array(WayStep).optional(),
});
export type Hit = z.infer<typeof Hit>;

/** A hyperlink of a page of the web to another one. */
export const LinkOfPage = z.object({ words: z.string(), url: z.string() });
export type LinkOfPage = z.infer<typeof LinkOfPage>;

/** A page as read: its cleaned text keeps headings (`#`), lists, tables and fenced code as Markdown, and no links. */
export const Page = z.object({
  url: z.string(),
  title: z.string(),
  text: z.string(),
  /** What the page or its source says of it: when it was published, what kind it is, its language. */
  about: QuotedPage.optional(),
  /** Where its hyperlinks lead, and the words that are linked. */
  links_to: z.array(LinkOfPage).optional(),
  /** Other addresses that were asked for its text: they are forgotten with it. */
  fetched: z.array(z.string()).optional(),
});
export type Page = z.infer<typeof Page>;

/** Own documents, a place on the web, a tool of an MCP server, a calendar, or who looks at pictures. */
export const SourceKind = z.enum(['documents', 'web', 'tool', 'calendar', 'pictures']);
export type SourceKind = z.infer<typeof SourceKind>;

/** A source as an operator sees it. Times are ISO 8601; `latency_ms` is how long its last answer took. */
export const SourceState = z.object({
  id: z.string(),
  name: z.string(),
  kind: SourceKind.default('web'),
  state: z.enum(['on', 'off']),
  /** Why it is off, and what to do to have it on; null when it is on. */
  reason: z.string().nullable(),
  last_used_at: z.string().nullable(),
  last_error: z.object({ message: z.string(), at: z.string() }).nullable(),
  latency_ms: z.number().nullable(),
});
export type SourceState = z.infer<typeof SourceState>;

/** Whether a source is on and its last answer was a failure. */
export const isFailing = ({ state, last_error, last_used_at }: SourceState): boolean =>
  state === 'on' && last_error !== null && last_used_at !== null && last_error.at >= last_used_at;

/** `GET /api/v1/sources`: every source there is, on or off. */
export const SourceList = z.object({ data: z.array(SourceState) });
export type SourceList = z.infer<typeof SourceList>;

/** The body of `POST /api/v1/sources/{id}/try`. */
export const TrySource = z.strictObject({ query: visibleText('Give a query').max(1000) });
export type TrySource = z.infer<typeof TrySource>;

/** What came of trying a source: its best hits, or why there are none. Nothing of it is stored as evidence. */
export const SourceTrial = z.object({
  hits: z.array(z.object({ title: z.string(), url: z.string(), snippet: z.string() })),
  latency_ms: z.number(),
  error: z.string().nullable(),
  /** When a source that is left alone for a while is asked again. */
  next_try_at: z.string().optional(),
});
export type SourceTrial = z.infer<typeof SourceTrial>;

/** A page of a job as clients see it. */
export const JobSource = z.object({
  id: z.string(),
  source_id: z.string(),
  url: z.string(),
  title: z.string(),
  snapshot_id: z.string().nullable(),
  failure: z.string().nullable(),
  read_at: z.string().nullable(),
  /** The pages that led to it, where a search did not find it by its own words. */
  way: z.array(WayStep).optional(),
  /** The address of the page of the job that says the same: both are one origin, and that one is quoted. */
  copy_of: z.string().optional(),
  /** How many UTF-16 units the page has, where only its beginning was read. */
  cut_from: z.number().optional(),
});
export type JobSource = z.infer<typeof JobSource>;
