import { z } from 'zod';

/** A part of a page that a source itself found to answer the query; offsets into the page's cleaned text. */
export const Passage = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  heading: z.array(z.string()),
  score: z.number(),
});
export type Passage = z.infer<typeof Passage>;

/** What a source answers to a query, the best first. `score` compares hits of one answer only. */
export const Hit = z.object({
  /** Identifies the page within all sources; what the reader opens. */
  url: z.string(),
  title: z.string(),
  snippet: z.string().default(''),
  score: z.number(),
  /** Where a source knows the page already: its best parts. */
  passages: z.array(Passage).default([]),
});
export type Hit = z.infer<typeof Hit>;

/** A page as read: its cleaned text keeps headings (`#`), lists, tables and fenced code as Markdown, and no links. */
export const Page = z.object({ url: z.string(), title: z.string(), text: z.string() });
export type Page = z.infer<typeof Page>;

/** `GET /api/v1/sources`: what a research job can ask here. */
export const SourceList = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });
export type SourceList = z.infer<typeof SourceList>;

/** A page of a job as clients see it. */
export const JobSource = z.object({
  id: z.string(),
  source_id: z.string(),
  url: z.string(),
  title: z.string(),
  snapshot_id: z.string().nullable(),
  failure: z.string().nullable(),
  read_at: z.string().nullable(),
});
export type JobSource = z.infer<typeof JobSource>;
