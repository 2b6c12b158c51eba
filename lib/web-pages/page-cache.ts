import { createHash } from 'node:crypto';
import type { Db } from '#lib/db.ts';
import type { FetchedBytes } from '#lib/fetch-url/fetch-url.ts';

/** A page as it was fetched last; `isFresh` says that nobody needs to ask for it again yet. */
export type CachedPage = FetchedBytes & { isFresh: boolean; fetchedAt: Date };

const maxBytes = 2 * 2 ** 20;
const keptDays = 30;
/** However short or long a server says that its page stays as it is. */
const shortestMs = 600_000;
const longestMs = 86_400_000;
const usualMs = 3_600_000;

/**
 * Pages of the web as they were fetched, in PostgreSQL, so that all jobs and processes share them. What a server says
 * may not be stored is not, nor what is larger than 2 MB; what nobody has asked for in a month goes.
 */
export function createPageCache({ db, now = Date.now }: { db: Db; now?: () => number }) {
  let prunedAt = 0;
  return {
    async find(url: string): Promise<CachedPage | null> {
      const row = await db.webPage.findUnique({ where: { id: idOf(url) } });
      if (!row) return null;
      return {
        url: row.finalUrl,
        status: 200,
        mediaType: row.mediaType,
        contentType: row.contentType,
        body: Buffer.from(row.body),
        ...(row.etag !== null && { etag: row.etag }),
        ...(row.lastModified !== null && { lastModified: row.lastModified }),
        fetchedAt: row.fetchedAt,
        isFresh: row.freshUntil.getTime() > now(),
      };
    },
    async store(url: string, page: FetchedBytes): Promise<void> {
      const { body, mediaType, contentType, etag = null, lastModified = null, cacheControl = '' } = page;
      if (/\bno-store\b/i.test(cacheControl) || body.length > maxBytes) return this.drop(url);
      const fresh = { fetchedAt: new Date(now()), freshUntil: freshUntil(cacheControl, now()) };
      const row = { url, finalUrl: page.url, mediaType, contentType, etag, lastModified, ...fresh };
      const data = { ...row, body: new Uint8Array(body) };
      await db.webPage.upsert({ where: { id: idOf(url) }, create: { id: idOf(url), ...data }, update: data });
      if (now() - prunedAt > longestMs) {
        prunedAt = now();
        const before = new Date(now() - keptDays * longestMs);
        await db.webPage.deleteMany({ where: { freshUntil: { lt: before } } });
      }
    },
    /** The server said that the page is as it was. */
    async confirm(url: string, { cacheControl = '' }: Pick<FetchedBytes, 'cacheControl'>): Promise<void> {
      const data = { freshUntil: freshUntil(cacheControl, now()) };
      await db.webPage.updateMany({ where: { id: idOf(url) }, data });
    },
    async drop(url: string): Promise<void> {
      await db.webPage.deleteMany({ where: { id: idOf(url) } });
    },
  };
}
export type PageCache = ReturnType<typeof createPageCache>;

/** Addresses may be longer than an index takes. */
export const idOf = (url: string): string => createHash('sha256').update(url).digest('hex');

function freshUntil(cacheControl: string, now: number): Date {
  if (/\bno-cache\b/i.test(cacheControl)) return new Date(now);
  const seconds = /\bmax-age=(\d{1,9})\b/i.exec(cacheControl)?.[1];
  const ms = seconds === undefined ? usualMs : Number(seconds) * 1000;
  return new Date(now + Math.min(Math.max(ms, shortestMs), longestMs));
}
