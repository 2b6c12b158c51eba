import type { Db } from '#lib/db.ts';
import type { Page } from '#lib/schema/source.ts';

/** The stored page with this url as it is quoted; undefined when there is none. */
export async function readDocument(db: Db, url: string): Promise<Page | undefined> {
  const found = await db.document.findUnique({
    where: { url },
    select: { url: true, title: true, text: true },
  });
  return found ?? undefined;
}
