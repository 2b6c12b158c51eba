import type { Metadata } from 'next';
import { Dashboard } from '#components/dashboard/dashboard.tsx';
import { areSample } from '#lib/documents/document-folders.ts';
import { runtime } from '#lib/server/runtime.ts';
import { letIn } from './read-caller.ts';

/** Absolute, since the layout's template is for the pages below it. */
export const metadata: Metadata = { title: { absolute: 'Jobs · IntentUI Research' } };

export default async function DashboardPage() {
  await letIn();
  return <Dashboard hasSamples={areSample(runtime().documentFolders)} />;
}
