import type { JobResult } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { readResult } from '#lib/job-types/read-result.ts';
import type { Audit } from '#lib/schema/audit.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { Job } from '#lib/schema/job.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import type { NamedSource } from './report-markdown.ts';

/** What a job has come to, of whatever type it is. */
export type Outcome = {
  job: Job;
  text: string;
  sources: NamedSource[];
  verdict: Verdict | null;
  /** A judgment that is what was asked for, and not a word beside a text. */
  judgment: Pick<JobResult, 'verdict' | 'comparison'> | null;
  /** Who wrote the text, where that was told. */
  model: string | null;
  /** What was checked and changed before it was published. */
  audit: Audit | null;
  /** Why searching ended. */
  stopped: string | null;
  /** What a reader should know of its limits, a sentence each. */
  notes: string[];
};

type Told = Omit<Outcome, 'job' | 'notes'>;

/** Collects what a job's events tell of its outcome; the stored result has the last word. */
export function createOutcome() {
  const sources = new Map<number, NamedSource>();
  let verdict: Verdict | null = null;
  let model: string | null = null;
  return {
    event(event: JobEvent): void {
      if (event.type === 'citation-added') sources.set(event.number, event);
      if (event.type === 'verdict') verdict = event.verdict;
      if (event.type === 'text-start') model = event.model ?? null;
    },
    read(job: Job, text: string): Outcome {
      const cited = [...sources.values()].sort((a, b) => a.number - b.number);
      const told = { text, sources: cited, verdict, judgment: null, model, audit: null, stopped: null };
      return { job, ...told, notes: [], ...readStored(job, told) };
    },
  };
}

/** What the result says; nothing where the job has none or a form that is not known here. */
function readStored(job: Job, told: Told): Partial<Outcome> {
  const result = readResult(job);
  if (!result) return {};
  const { markdown, report, verdict, comparison, partial, cutShort, limits, audit, stopped } = result;
  if (jobTypeOf(job).isJudgment)
    return { judgment: { verdict, comparison }, text: '', verdict, notes: limits };
  return {
    text: markdown,
    model: result.model ?? told.model,
    sources: report?.citations ?? told.sources,
    verdict,
    audit,
    stopped,
    notes: [
      ...(cutShort ? ['The model stopped at its limit; the text is incomplete.'] : []),
      ...(partial ? [partial.reason] : []),
      ...limits,
    ],
  };
}
