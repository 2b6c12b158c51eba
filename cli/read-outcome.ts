import type { JobEvent } from '#lib/schema/event.ts';
import { type Job, ResearchResult } from '#lib/schema/job.ts';
import type { Verdict } from '#lib/schema/verdict.ts';
import type { NamedSource } from './report-markdown.ts';

/** What a job has come to, of whatever type it is. */
export type Outcome = {
  job: Job;
  text: string;
  sources: NamedSource[];
  verdict: Verdict | null;
  /** Who wrote the text, where that was told. */
  model: string | null;
  /** Why the report is what there was, where a job had to stop early. */
  partial: string | null;
};

/** Collects what a job's events tell of its outcome; a stored research result has the last word. */
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
      const research = ResearchResult.safeParse(job.result);
      if (research.success) {
        const { report, partial } = research.data;
        return {
          job,
          text: report.markdown,
          sources: report.citations,
          verdict: research.data.verdict,
          model,
          partial: partial?.reason ?? null,
        };
      }
      const told = [...sources.values()].sort((a, b) => a.number - b.number);
      return { job, text, sources: told, verdict, model, partial: null };
    },
  };
}
