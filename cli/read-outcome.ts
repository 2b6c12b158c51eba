import { JudgeResult } from '#lib/job-types/judge/schema.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { StreamResult } from '#lib/job-types/stream/schema.ts';
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
  /** What a judge job answers; its verdict is what was asked for and not a word beside a text. */
  judgment: JudgeResult | null;
  /** Who wrote the text, where that was told. */
  model: string | null;
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
      const told = { text, sources: cited, verdict, judgment: null, model };
      return { job, ...told, notes: [], ...readResult(job, told) };
    },
  };
}

/** What the result says, by the type of the job; nothing where it has none or a form that is not known here. */
function readResult({ job_type, result }: Job, told: Told): Partial<Outcome> {
  if (job_type === 'research') {
    const research = ResearchResult.safeParse(result).data;
    if (!research) return {};
    const { report, verdict, partial } = research;
    return {
      text: report.markdown,
      sources: report.citations,
      verdict,
      notes: partial ? [partial.reason] : [],
    };
  }
  if (job_type === 'stream') {
    const stream = StreamResult.safeParse(result).data;
    if (!stream) return {};
    const { text, model, report, partial, finish_reason } = stream;
    const cutOff =
      finish_reason === 'length' ? ['The model stopped at its limit; the text is not whole.'] : [];
    return {
      text,
      model,
      sources: report?.citations ?? told.sources,
      notes: [...cutOff, ...(partial ? [partial.reason] : [])],
    };
  }
  const judgment = JudgeResult.safeParse(result).data;
  return judgment ? { judgment, text: '', verdict: judgment.verdict, notes: judgment.limits } : {};
}
