import { count } from '#lib/metrics.ts';
import { tellJobSpan } from '#lib/traces.ts';

/** Tells those who run the product that a job has ended: as a figure, and as a span above those of its steps. */
export function tellEnded(job: {
  jobId: string;
  type: string;
  status: 'complete' | 'failed' | 'cancelled';
  /** What it failed with. */
  code?: string | undefined;
  createdAt: Date;
}): void {
  const { jobId, type, status, code, createdAt } = job;
  count('intentui_jobs_ended_total', { type, status, code: code ?? '' });
  const attributes = { 'intentui.job_type': type, 'intentui.job_status': status };
  tellJobSpan({ jobId, name: `job ${type}`, createdAt, attributes, error: code });
}
