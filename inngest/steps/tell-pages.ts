import type { StageContext } from '#inngest/stage.ts';

type FoundPage = { id: string; sourceId: string; url: string; title: string };

/**
 * Tells of a page that the job has read already what its log lacks, since a step may break between storing and telling;
 * answers whether it is read.
 */
export async function tellMissingEvents(context: StageContext, { id }: { id: string }): Promise<boolean> {
  const known = await context.db.source.findUniqueOrThrow({ where: { id }, include: { snapshot: true } });
  const { snapshot, ...page } = known;
  if (!snapshot) return false;
  await tellFound(context, page);
  await tellRead(context, { ...page, snapshotId: snapshot.id, characters: snapshot.text.length });
  return true;
}

/** Tells once in a job that a page was found. */
export const tellFound = ({ tellOnce }: StageContext, { id, sourceId, url, title }: FoundPage) =>
  tellOnce(`found:${id}`, { type: 'source-found', id, source_id: sourceId, url, title });

/** Tells once in a job that a page was read; `characters` are UTF-16 units. */
export const tellRead = (
  { tellOnce }: StageContext,
  {
    id,
    url,
    title,
    snapshotId,
    characters,
  }: Omit<FoundPage, 'sourceId'> & { snapshotId: string; characters: number },
) => tellOnce(`read:${id}`, { type: 'source-read', id, url, title, snapshot_id: snapshotId, characters });
