import { Skeleton } from '#components/ui/skeleton.tsx';

/** The layout of a conversation before its words have come. */
export function ThreadLoading() {
  return (
    <main id="main" aria-busy="true" className="min-w-0 px-4 py-6">
      <p role="status" className="sr-only">
        Loading the conversation
      </p>
      <div className="mx-auto flex max-w-[44rem] flex-col gap-3">
        <Skeleton className="h-10 w-2/3 self-end" />
        <Skeleton className="w-1/4" />
        <Skeleton />
        <Skeleton className="w-5/6" />
        <Skeleton className="w-2/3" />
      </div>
    </main>
  );
}
