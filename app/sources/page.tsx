import type { Metadata } from 'next';
import { SourcesPage } from '#components/sources/sources-page.tsx';
import { letIn } from '../read-caller.ts';

export const metadata: Metadata = { title: 'Sources' };

export default async function Sources() {
  await letIn();
  return <SourcesPage />;
}
