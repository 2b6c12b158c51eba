import { Skeleton } from '#components/ui/skeleton.tsx';

/** The layout of a job's page before its words have come. */
export function JobLoading() {
  return (
    <main id="main" aria-busy="true" className="min-h-[calc(100dvh-var(--bar-h))] bg-surface">
      <p role="status" className="sr-only">
        Loading the job
      </p>
      <div className="flex h-26 flex-col justify-center gap-4 border-b border-line px-4">
        <Skeleton className="w-1/2" />
        <Skeleton className="w-1/3" />
      </div>
      <div className="mx-auto flex max-w-(--measure) flex-col gap-3 px-6 py-8">
        <Skeleton className="w-3/4" />
        <Skeleton />
        <Skeleton />
        <Skeleton className="w-2/3" />
      </div>
    </main>
  );
}
