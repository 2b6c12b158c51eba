import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { JobPage } from '#components/job/job-page.tsx';
import { titleOfJob } from '#components/job/title-of-job.ts';
import { readInitialJob } from './read-initial-job.ts';

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
