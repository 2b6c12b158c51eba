import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { JobPage } from '#components/job/job-page.tsx';
import { titleOfJob } from '#components/job/title-of-job.ts';
import type { InitialJob } from '#components/job-log/use-job.ts';
import { toAppError } from '#lib/errors.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import { placeInLine } from '#lib/jobs/place-in-line.ts';
import { runtime } from '#lib/server/runtime.ts';
import { letIn } from '../../read-caller.ts';
import { readLog } from '../../read-log.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const initial = await readInitialJob((await params).id);
  return { title: initial ? titleOfJob(initial.job) : 'Job' };
}

export default async function JobRoute({ params }: Props) {
  const { id } = await params;
  const initial = await readInitialJob(id);
  if (initial === null) notFound();
  return <JobPage key={id} id={id} initial={initial} />;
}

/**
 * A job with what happened so far, so that its page has its words in the first byte; null where there is no such job.
 * Where the server cannot say yet, it answers undefined and the page asks by itself.
 */
const readInitialJob = cache(async (id: string): Promise<InitialJob | null | undefined> => {
  const { userId } = await letIn();
  try {
    const { db } = runtime();
    const job = toWire(await getJob(db, { jobId: id, userId }));
    const queue = job.status === 'pending' ? await placeInLine(db, id) : null;
    return { job: { ...job, ...(queue && { queue }) }, log: await readLog(db, id) };
  } catch (error) {
    return toAppError(error).code === 'not_found' ? null : undefined;
  }
});
