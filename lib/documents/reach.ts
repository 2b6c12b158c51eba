import { Prisma } from '#lib/generated/prisma/client.ts';

/**
 * Which documents may be searched and read: those of the folders, and what this user has uploaded; only the uploads
 * that are named, where they are. Without a reach, the folders alone.
 */
export type Reach = { userId: string; uploads?: readonly string[] | undefined };

/** A condition on `document`: whether it is within reach. */
export function isReached(reach: Reach | undefined): Prisma.Sql {
  if (!reach) return Prisma.sql`upload_id IS NULL`;
  const own = Prisma.sql`upload_id IN (SELECT upload.id FROM upload WHERE upload.user_id = ${reach.userId})`;
  if (!reach.uploads) return Prisma.sql`(upload_id IS NULL OR ${own})`;
  return Prisma.sql`(${own} AND upload_id = ANY(${[...reach.uploads]}::uuid[]))`;
}
