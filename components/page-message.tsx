import type { ReactNode } from 'react';

/** A page that has only one thing to say. */
export function PageMessage({
  title,
  detail,
  children,
}: {
  title: string;
  detail: string;
  children: ReactNode;
}) {
  return (
    <main id="main" className="mx-auto flex max-w-[34rem] flex-col gap-3 px-4 py-16">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-md text-ink-2">{detail}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">{children}</div>
    </main>
  );
}
