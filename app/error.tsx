'use client';
import { PageMessage } from '#components/page-message.tsx';
import { Button } from '#components/ui/button.tsx';

/** What is seen when drawing a page failed: jobs are not touched by that. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PageMessage
      title="This page could not be shown"
      detail="Running jobs are not affected; they go on without this page."
    >
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
      {error.digest && <span className="font-mono text-xs text-ink-3">{error.digest}</span>}
    </PageMessage>
  );
}
