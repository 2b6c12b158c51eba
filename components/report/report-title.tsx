import type { JobLog } from '#components/job-log/reduce-events.ts';
import type { JobResult } from '#lib/job-types/job-type.ts';

/** The title that a report of several sections has, as soon as it is known. */
export const titleOf = ({ log, result }: { log: JobLog; result: JobResult | null }): string | null =>
  (result?.report ? result.report.title : log.outline?.title) || null;

export function ReportTitle({ title }: { title: string | null }) {
  if (!title) return null;
  return (
    <h3 dir="auto" className="report-h1 mx-auto mt-4! mb-2 max-w-(--measure)">
      {title}
    </h3>
  );
}
