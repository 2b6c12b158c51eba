import type { Metadata } from 'next';
import { JobPage } from '#components/job/job-page.tsx';

export const metadata: Metadata = { title: 'Job' };

export default async function JobRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobPage key={id} id={id} />;
}
