import { JudgeResult } from '#lib/job-types/judge/schema.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { StreamResult } from '#lib/job-types/stream/schema.ts';
import type { Comparison } from '#lib/schema/comparison.ts';
import type { Job } from '#lib/schema/job.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Verdict } from '#lib/schema/verdict.ts';

/** What a job has come to, in one form for all types; a type that has none of something says null. */
export type JobResult = {
  markdown: string;
  /** The text with its sentences and citations, where it has them. */
  report: Report | null;
  verdict: Verdict | null;
  comparison: Comparison | null;
  partial: { reason: string } | null;
  /** Who wrote it, where the result says so. */
  model: string | null;
  /** True when the model stopped at its limit, in the middle of its text. */
  cutShort: boolean;
  /** What a judgment could not see, a sentence each. */
  limits: string[];
};

const nothing: JobResult = {
  markdown: '',
  report: null,
  verdict: null,
  comparison: null,
  partial: null,
  model: null,
  cutShort: false,
  limits: [],
};

/** Reads the result of a job; null while it has none, or one in a form that is not known here. */
export function readResult({ job_type, result }: Pick<Job, 'job_type' | 'result'>): JobResult | null {
  if (result === null) return null;
  switch (job_type) {
    case 'research': {
      const { data } = ResearchResult.safeParse(result);
      if (!data) return null;
      return { ...nothing, ...data, markdown: data.report.markdown };
    }
    case 'stream': {
      const { data } = StreamResult.safeParse(result);
      if (!data) return null;
      const { text, report, partial, model, finish_reason } = data;
      return { ...nothing, markdown: text, report, partial, model, cutShort: finish_reason === 'length' };
    }
    case 'judge': {
      const { data } = JudgeResult.safeParse(result);
      return data ? { ...nothing, ...data, markdown: data.report?.markdown ?? '' } : null;
    }
    default:
      return job_type satisfies never;
  }
}
