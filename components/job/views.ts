import type { Job } from '#lib/schema/job.ts';

/** What can stand beside the text of a job. */
export type EvidenceView = 'sources' | 'judge' | 'activity';

/** The views of a job in their order; the first is shown beside the text at first. */
export function viewsOf(job: Pick<Job, 'job_type'>, { sources }: { sources: number }): EvidenceView[] {
  switch (job.job_type) {
    case 'research':
      return ['sources', 'judge', 'activity'];
    case 'stream':
      return sources > 0 ? ['sources', 'activity'] : ['activity'];
    case 'judge':
      return ['judge', 'sources', 'activity'];
    default:
      return job.job_type satisfies never;
  }
}
