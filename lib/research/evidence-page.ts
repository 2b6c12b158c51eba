import type { Passage, WayStep } from '#lib/schema/source.ts';

/** A page that was read: `text` is its snapshot's cleaned text, `passages` the parts of it that are worth quoting. */
export type EvidencePage = {
  url: string;
  title: string;
  snapshot_id: string;
  text: string;
  /** From 0 to 1 where the sources ranked it. */
  score: number;
  passages: Passage[];
  /** The job asks for the page itself, so that it is quoted whatever words it shares with the question. */
  asked_for?: true | undefined;
  /** Addresses at which the same text was read. */
  copies?: string[];
  /** The pages that led to it, where a search did not find it by its own words. */
  way?: WayStep[] | undefined;
};
