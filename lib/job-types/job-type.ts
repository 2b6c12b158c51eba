import type { z } from 'zod';
import type { Audit } from '#lib/schema/audit.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { Comparison } from '#lib/schema/comparison.ts';
import type { ChatMode } from '#lib/schema/conversation.ts';
import type { Phase } from '#lib/schema/job.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Verdict } from '#lib/schema/verdict.ts';

/** A station that a reader sees, with the phases of a job that belong to it; its id says what is counted there. */
export type Station = {
  id: 'plan' | 'search' | 'read' | 'write' | 'judge' | 'prepare' | 'match';
  word: string;
  phases: readonly Phase[];
};

/** What can stand beside the text of a job. */
export type EvidenceView = 'sources' | 'judge' | 'activity';

/** Texts that a job was given to work on: one, or two to compare. */
export type GivenTexts = { text: string } | { a: string; b: string };

/** What a job has come to, in one form for all types; a type that has none of something says null. */
export type JobResult = {
  markdown: string;
  /** The text with its sentences and citations, where it has them. */
  report: Report | null;
  verdict: Verdict | null;
  comparison: Comparison | null;
  partial: { reason: string } | null;
  /** What was changed or taken out before it was published. */
  audit: Audit | null;
  /** Why searching ended. */
  stopped: string | null;
  /** Who wrote it, where the result says so. */
  model: string | null;
  /** True when the model stopped at its limit, in the middle of its text. */
  cutShort: boolean;
  /** What a judgment could not see, a sentence each. */
  limits: string[];
};

export const noResult: JobResult = {
  markdown: '',
  report: null,
  verdict: null,
  comparison: null,
  partial: null,
  audit: null,
  stopped: null,
  model: null,
  cutShort: false,
  limits: [],
};

/** What a job was asked, as it is stored; a type reads its own form of it and nothing of another. */
export type InputData = Record<string, unknown>;

/** How a type answers the messages of a conversation. */
export type ChatWords = {
  /** The mode of a message that is answered by a job of this type. */
  mode: ChatMode;
  /** What such an answer is called, and what is said while it is made. */
  answer: string;
  doing: string;
  /** True when it may be taken from the pages of earlier jobs alone. */
  recalls: boolean;
  /**
   * The input of the job that answers a message: what was said before it, the jobs whose pages are read first, and the
   * uploads that it is about.
   */
  ask(message: {
    text: string;
    conversation: ChatMessage[];
    evidence_from: string[] | undefined;
    documents: string[] | undefined;
  }): InputData;
};

/** Calls of a model that reads each page, and the tokens that it reads and writes. */
export type TypicalUse = { calls: number; tokens: number; pages: number };

/**
 * What a job type is for whoever shows, lists or accepts jobs: everything in which one type differs from another, but
 * for its form (`form.tsx`) and its run (`inngest/jobs/<type>.ts`). Free of React, so that the server can read it.
 */
export type JobType = {
  /** Its name in the API and in the database. */
  type: string;
  input: z.ZodType;
  /** Of a request's body, in bytes. */
  maxBodyBytes: number;

  /** What it writes or is given: `report`; the same as the name of a view. */
  noun: string;
  textWord: string;
  /** Said once it is complete, and where it judged nothing. */
  ready: string;
  noClaims: string;
  stations: readonly Station[];
  /** What it does in a phase, where that is not what others do there. */
  doings: Partial<Record<Phase, string>>;

  /** True when it always searches: then having found no page says something, and searching can be cut short. */
  searches: boolean;
  /** True when its claims are checked. */
  isJudged: boolean;
  /** True when its text is long enough for an outline beside it, from its first second. */
  isLong: boolean;
  /** True when a terminal that is a pipe gets its words as they come. */
  isLive: boolean;
  /** True when its texts are given, and its answer is a judgment of them. */
  isJudgment: boolean;

  /** What it was asked, for a title; nothing where the input says nothing. */
  question(input: InputData): string | null | undefined;
  /** How thoroughly it works, in a word. */
  preset(input: InputData): string | null;
  /** Its presets, each with what it is likely to use: a guess, until some have run. */
  typicalUse: Readonly<Record<string, TypicalUse>>;
  givenTexts(input: InputData): GivenTexts | null;
  /** Whether one score says how good its text is. */
  hasScore(input: InputData): boolean;
  /** Where in the input the words stand that a search over jobs looks through. */
  searched: readonly string[][];
  /** The views beside the text in their order; the first is shown at first. */
  views(has: { sources: number }): EvidenceView[];
  /** Null for a result in a form that is not known here. */
  readResult(result: unknown): JobResult | null;
  /** Null for a type that answers no messages, and whose jobs no conversation can begin with. */
  chat: ChatWords | null;
};

/** Declares a job type: what is not said of it is as plain as can be. */
export const defineJobType = (type: Pick<JobType, 'type' | 'input'> & Partial<JobType>): JobType => ({
  maxBodyBytes: 64 * 1024,
  noun: 'text',
  textWord: 'Text',
  ready: 'The job is complete',
  noClaims: 'Nothing was found',
  stations: [],
  doings: {},
  searches: false,
  isJudged: false,
  isLong: false,
  isLive: false,
  isJudgment: false,
  question: () => null,
  preset: () => null,
  typicalUse: {},
  givenTexts: () => null,
  hasScore: () => false,
  searched: [],
  views: () => ['activity'],
  readResult: () => null,
  chat: null,
  ...type,
});
