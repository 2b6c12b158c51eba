'use client';
import Link from 'next/link';
import { draftOf } from '#components/composer/draft.ts';
import { keepDraft } from '#components/composer/use-draft.ts';
import { buttonClass } from '#components/ui/button.tsx';
import type { Job } from '#lib/schema/job.ts';

/** Leads to the form with what this job was asked. */
export function AskAgain({ job }: { job: Job }) {
  const draft = draftOf(job);
  if (draft === null) return null;
  return (
    <Link href="/?new" onClick={() => keepDraft(draft)} className={buttonClass('plain', 'self-start')}>
      Ask again
    </Link>
  );
}
