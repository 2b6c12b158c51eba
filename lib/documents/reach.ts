import { Prisma } from '#lib/generated/prisma/client.ts';

/**
 * Which documents may be searched and read: those of the folders, and what this user has uploaded; only the uploads
 * that are named, where they are. Without a reach, the folders alone.
 */
export type Reach = { userId: string; uploads?: readonly string[] | undefined };

/** Where what is in a folder stands in the index; what somebody uploaded stands on a shelf called by its owner. */
export const foldersShelf = '';

/** The shelves that a search looks at: nothing else is read, counted or compared. */
export function shelvesOf(reach: Reach | undefined): string[] {
  if (!reach) return [foldersShelf];
  return reach.uploads ? [reach.userId] : [foldersShelf, reach.userId];
}

/** A condition on `document`: whether it is within reach. */
export function isReached(reach: Reach | undefined): Prisma.Sql {
  const onShelf = Prisma.sql`document.shelf = ANY(${shelvesOf(reach)}::text[])`;
  if (!reach?.uploads) return onShelf;
  return Prisma.sql`(${onShelf} AND document.upload_id = ANY(${[...reach.uploads]}::uuid[]))`;
}
