import { formatUsage } from '#components/format-usage.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { describeWriters } from '#components/status/writer-words.ts';
import type { JobResult } from '#lib/job-types/job-type.ts';
import type { Job } from '#lib/schema/job.ts';

/** Who writes, what the models of the job have used so far, where there is a model, and why it searched no further. */
export function Byline({ job, log, result }: { job: Job; log: JobLog; result: JobResult | null }) {
  const model = result?.model ?? log.text?.model ?? null;
  const usage = formatUsage(log.usage ?? job.usage);
  const stopped = result?.stopped ? `Searching ended: ${result.stopped}` : null;
  const texts = Object.values(log.texts).flatMap(({ id, text }) => (text.trim() ? [id] : []));
  const writers = model === null ? null : describeWriters(model, { audit: result?.audit ?? null, texts });
  const parts = [writers, usage, stopped].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return <p className="mx-auto max-w-(--measure) text-xs text-ink-3 tabular-nums">{parts.join(' · ')}</p>;
}
