import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { AppError } from '#lib/errors.ts';
import type { Role } from '#lib/models/language-model.ts';
import type { EventBody, Told } from '#lib/schema/event.ts';
import type { FileAccount } from '#lib/schema/file-account.ts';
import type { Plan, Respelling, TimeRange } from '#lib/schema/plan.ts';
import type { Quote, QuotedPage } from '#lib/schema/quote.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Hit, Page, Passage, SourceKind, WayStep } from '#lib/schema/source.ts';
import type { TimedWork } from './time-shares.ts';

/** What a stage of research is called, and where it stands in the job. */
export type StageOptions = {
  phase: string;
  /** What people read: "Search own documents". */
  label: string;
  /** Progress of the job when this stage begins, 0 to 1. */
  progress: number;
};

/**
 * Runs work once under a name and answers what it answered, as JSON: a durable step of a job, or a plain call. Work
 * may run again from its beginning when its process was killed or it threw what can be tried again.
 */
export type RunStage = <T>(
  name: string,
  options: StageOptions,
  work: (desk: Desk) => Promise<T>,
) => Promise<T>;

/** What research needs of whoever runs it. */
export type ResearchPorts = {
  stage: RunStage;
  /** Waits until somebody approves the plan; answers it as approved. Absent where nobody is asked. */
  approval?: ((plan: Plan) => Promise<Plan>) | undefined;
};

/** Everything that the work of one stage may touch. */
export type Desk = {
  /** Which job it is: desks of one share what they fetch. */
  jobId: string;
  /** The name of the stage. */
  step: string;
  /** Aborts when the work is pointless: the job was cancelled or has ended. */
  signal: AbortSignal;
  /** Aborts when searching should stop and writing begin; `early()` says why. */
  finishing: AbortSignal;
  /** Aborts when no model may be asked any more: what is left is done by code. */
  closing: AbortSignal;
  /**
   * Why searching ends, null while it goes on. Money that runs low ends it with the round: what was found is still
   * fetched, which costs nothing, and read by code.
   */
  early(): Early | null;
  /** Aborts when the time for this work is over: a model that is still at it is left, and code does it. */
  until(work: TimedWork): AbortSignal;
  /** Whether the stage is tried again after this error, and in time for the work; if not, its failure is the last word. */
  comesAgain(error: AppError, work?: TimedWork): boolean;
  now(): Date;
  isBuiltIn(role: Role): boolean;
  /** The model that plays a role; made anew for each call. */
  model(role: Role): LanguageModelV4;
  modelName(role: Role): string;
  /** How many tokens a model of this role takes in at most; null when nobody said. */
  contextOf(role: Role): number | null;
  /**
   * How near texts are to a question in meaning, from -1 to 1, in their order; null when whoever knows does not answer.
   * Absent where nobody does.
   */
  nearness?: ((question: string, texts: readonly string[]) => Promise<number[] | null>) | undefined;
  /** Appends an event under a key that is stable within the stage: telling it again does nothing. */
  tell(key: string, event: EventBody): Promise<void>;
  /** The same for several, in their order and at once. */
  tellAll(events: readonly Told[]): Promise<void>;
  /** The same under a key of the whole job. */
  tellOnce(key: string, event: EventBody): Promise<void>;
  /** Begins to tell a text, or begins it again. */
  openText(options: { textId: string; model: string }): Promise<TextWriter>;
  sources: readonly SearchSource[];
  /** What became of the own documents that this job may ask; null where it does not ask them. */
  ownFiles?: (() => Promise<FileAccount | null>) | undefined;
  store: EvidenceStore;
};

/** Why searching ended before it was done. */
export type Early = 'request' | 'time' | 'budget';

export type TextWriter = {
  write(delta: string): void;
  /** Takes back what was written: the writing starts again. */
  reset(reason: string): Promise<void>;
  /** Tells the rest; answers the text as whoever follows has it now. */
  flush(): Promise<string>;
  /** Tells the rest as well as it goes, when the writing has failed; answers what was written of it. */
  abandon(): Promise<string>;
};

/**
 * The questions that a source is for, where it is not for all: those about a span of time, which it is then told, or
 * those that its rule says it is good for. `goodFor` is what a planner reads.
 */
export type Suits = 'times' | { goodFor: string; rule: (question: string) => 'yes' | 'maybe' | 'no' };

/** A place where evidence is looked for, as research sees it. */
export type SearchSource = {
  id: string;
  name: string;
  kind?: SourceKind | undefined;
  suits?: Suits | undefined;
  /** It reads what stands at any address of the web, also where a page that it found links to. */
  followsLinks?: true | undefined;
  search(
    query: string,
    options: {
      signal: AbortSignal;
      limit: number;
      timeRange?: TimeRange | undefined;
      filters?: SearchFilters | undefined;
      /** The language of whoever asks. */
      language?: string | undefined;
    },
  ): Promise<Hit[]>;
  /** Words of a question that stand nowhere in it, each with the nearest one that does; absent where it cannot tell. */
  nearWords?(question: string, options: { signal: AbortSignal }): Promise<Respelling[]>;
  read(hit: Hit, options: { signal: AbortSignal }): Promise<Page>;
};

/** Why a page stands in the store: which query of which sub-question found it. */
export type FoundFor = {
  sub_question: number;
  query: string;
  score: number;
  passages: Passage[];
  /** The pages that led to it, where the words of the query did not. */
  way?: WayStep[] | undefined;
};

export type FoundPage = {
  id: string;
  source_id: string;
  url: string;
  title: string;
  snippet: string;
  found: FoundFor[];
  way?: WayStep[] | undefined;
  state: 'found' | 'read' | 'failed';
  /** The address of the page that says the same, of which this one is a copy. */
  copy_of?: string | undefined;
  /** How long the page is, where only its beginning was read. */
  cut_from?: number | undefined;
};

export type StoredPage = {
  id: string;
  source_id: string;
  url: string;
  title: string;
  snapshot_id: string;
  text: string;
  found: FoundFor[];
  about: QuotedPage;
  /** The job asks for the page itself: a picture that it names, an appointment of its days. */
  asked_for?: true | undefined;
  /** The page that says the same, of which this one is a copy. */
  copy_of?: CopiedPage | undefined;
};

/** A page of which there are copies. */
export type CopiedPage = { url: string; title: string };

/** A quote before it has a number. */
export type NewNote = Omit<Quote, 'id' | 'number'>;

/** Pages, quotes and drafts of one job. Saving the same thing again changes nothing. */
export type EvidenceStore = {
  saveFound(hit: {
    source_id: string;
    url: string;
    title: string;
    snippet: string;
    found: FoundFor;
  }): Promise<void>;
  /** Every page that was found, in no order. */
  found(): Promise<FoundPage[]>;
  /** Stores what was read of a page, or why it was not; answers the page as stored. */
  saveReading(id: string, reading: { page: Page } | { failure: string }): Promise<StoredPage | null>;
  /** The pages that were read, the best first. */
  pages(): Promise<StoredPage[]>;
  page(id: string): Promise<StoredPage | null>;
  /**
   * Of a page that was read: the one of the job that says the same and was asked about first; null for the first of its
   * kind. The answer stays, whoever asks at the same time.
   */
  copyOf(id: string): Promise<CopiedPage | null>;
  /** Says of pages, by their addresses, of which others they are copies. */
  saveCopies(copies: readonly { url: string; of: string }[]): Promise<void>;
  /** Adds quotes under the next numbers; one that stands there for the same words keeps its number. */
  addNotes(notes: readonly NewNote[]): Promise<Quote[]>;
  notes(): Promise<Quote[]>;
  loadDraft(name: string): Promise<unknown>;
  saveDraft(name: string, data: unknown): Promise<void>;
};
