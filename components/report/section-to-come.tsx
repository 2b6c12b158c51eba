import { Skeleton } from '#components/ui/skeleton.tsx';

/** The place of a section that has no words yet. */
export function SectionToCome({ title }: { title: string }) {
  return (
    <section aria-label={`${title}, not written yet`} data-coming="">
      <h3 dir="auto" className="report-h2 text-ink-3">
        {title}
      </h3>
      <div aria-hidden="true" className="mt-3 flex flex-col gap-2.5">
        <Skeleton className="w-11/12" />
        <Skeleton className="w-3/5" />
      </div>
    </section>
  );
}
