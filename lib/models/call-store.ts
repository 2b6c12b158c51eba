import type { Answer } from './answer.ts';

/** What makes two calls the same: the step, sha256 of the input, and the how-manieth call with that input (from 1). */
export type CallKey = { step: string; call: number; inputHash: string };

/** One real call: a row of the ledger. What is not known is null, never zero. */
export type CallRecord = CallKey & {
  role: string;
  modelId: string;
  outcome: 'answered' | 'failed' | 'aborted';
  /** Set when it was answered. */
  answer: Answer | null;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  startedAt: Date;
  durationMs: number;
  /** Why it was not answered. */
  error: { code: string; message: string } | null;
};

/**
 * Keeps the calls of one job. `find` gives the answer of an answered call; failed calls are rows and never found.
 * A call may be saved again under its key when two workers ran the same step: the answer that came first stays.
 */
export type CallStore = {
  find(key: CallKey): Promise<Answer | null>;
  save(record: CallRecord): Promise<void>;
  /** The answer of a call could not be used: it is never found again, and what it cost still counts. */
  discard(key: CallKey): Promise<void>;
  /** A call for which nothing was found is not made after all. */
  release?(key: CallKey): void;
};
