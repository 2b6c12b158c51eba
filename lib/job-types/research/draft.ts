import { z } from 'zod';
import { Preset } from './schema.ts';

/** What stands in the form of a research job. */
export const ResearchDraft = z.object({
  question: z.string().default(''),
  preset: Preset.default('standard'),
  approvePlan: z.boolean().default(false),
  /** Ids of the sources that are not to be asked; a source that is new here is asked. */
  leftOut: z.array(z.string()).default([]),
  /** Ids of the uploaded documents that alone are searched; none: everything is. */
  documents: z.array(z.string()).default([]),
  /** Pictures to look at, one a line. */
  images: z.string().default(''),
  /** What searches of the web are limited to: days, a language, domains with spaces, commas or lines between. */
  after: z.string().default(''),
  before: z.string().default(''),
  language: z.string().default(''),
  onlySites: z.string().default(''),
  notSites: z.string().default(''),
});
export type ResearchDraft = z.infer<typeof ResearchDraft>;
