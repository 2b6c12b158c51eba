import { z } from 'zod';

/**
 * A sentence of a report. `finding` rests on quotes (at least one); `inference` follows from what its quotes say
 * together; `link` leads from one to the next and claims nothing; `note` is our own fixed wording, such as "nothing was
 * found". Who wrote it says which it is: nothing guesses it from the words. `start` and `end` are UTF-16 offsets into the report's markdown, half-open, without the
 * citation marks that follow the sentence.
 */
export const Sentence = z.object({
  kind: z.enum(['finding', 'inference', 'link', 'note']),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  text: z.string(),
  /** Numbers of the quotes that it rests on. */
  quotes: z.array(z.number().int().positive()),
});
export type Sentence = z.infer<typeof Sentence>;

/** A cited page: `number` is what stands in the text, `[1](#cite-1)`. */
export const Citation = z.object({
  number: z.number().int().positive(),
  source_id: z.string(),
  snapshot_id: z.string(),
  url: z.string(),
  title: z.string(),
  /** Numbers of the quotes taken from it that the report rests on. */
  quotes: z.array(z.number().int().positive()),
  /** Other addresses at which the job found the same text: they speak with one voice. */
  copies: z.array(z.string()).optional(),
});
export type Citation = z.infer<typeof Citation>;

/**
 * The published report. `markdown` is the texts that were told, as they ended, with an empty line between two; a citation
 * mark is a link to a page's number, `[1](#cite-1)`, right after the sentence. While a text is written its marks name
 * quotes instead, `[3](#quote-3)`.
 */
export const Report = z.object({
  /** Set where the report has sections. */
  title: z.string().optional(),
  /** BCP 47 code of the language that it is written in, such as `de`. */
  language: z.string().optional(),
  markdown: z.string(),
  sentences: z.array(Sentence),
  citations: z.array(Citation),
  /** True when no evidence answered the question; the markdown then says so. */
  nothing_found: z.boolean(),
});
export type Report = z.infer<typeof Report>;

/** A text without the marks of our reports, published or not: they say where words come from and are no words of it. */
export const withoutCitationMarks = (text: string): string =>
  text.replace(/ ?\[\d+\]\(#(?:cite|quote)-\d+\)/g, '');

/** Words of a Markdown text, its citation marks not counted. */
export const countWords = (markdown: string): number =>
  markdown.replace(/\[\d+\]\(#(?:cite|quote)-\d+\)/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’._-]*/gu)
    ?.length ?? 0;
