import { setTimeout as sleep } from 'node:timers/promises';
import { EventPage, type JobEvent } from '#lib/schema/event.ts';
import { Job } from '#lib/schema/job.ts';

/** Submits a job to a product as a client does; throws what the product answers in place of the job. */
export async function submitJob(
  url: string,
  order: { job_type: string; input_data: unknown } & Record<string, unknown>,
): Promise<Job> {
  const response = await fetch(`${url}/api/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  if (!response.ok) throw new Error(`the job was not taken: ${response.status} ${await response.text()}`);
  return Job.parse(await response.json());
}

/** The job once it has ended; throws when it has not within the time. */
export async function untilEnded(
  url: string,
  jobId: string,
  { withinMs = 300_000 }: { withinMs?: number } = {},
): Promise<Job> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(250)) {
    const job = Job.parse(await (await fetch(`${url}/api/v1/jobs/${jobId}`)).json());
    if (job.completed_at) return job;
  }
  throw new Error(`job ${jobId} did not end within ${Math.round(withinMs / 1000)} s`);
}

/** The whole log of a job, over HTTP as a client reads it. */
export async function readLog(url: string, jobId: string): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const response = await fetch(`${url}/api/v1/jobs/${jobId}/events?limit=1000&starting_after=${after}`);
    const page = EventPage.parse(await response.json());
    events.push(...page.data);
    if (!page.has_more) return events;
  }
}
