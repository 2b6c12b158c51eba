import { z } from 'zod';
import type { Db } from '#lib/db.ts';
import { hasTag } from '#lib/http/read-headers.ts';
import { jsonResponse, noContent, parseQuery, route } from '#lib/http/route.ts';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { cancelJob, getJob, getVersion } from '#lib/jobs/jobs.ts';
import { placeInLine } from '#lib/jobs/place-in-line.ts';
import type { PlaceInLine } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Deletion = z.strictObject({ erase: z.stringbool().default(false) });

/**
 * A job changes only together with its log, but for the usage of a running one and the place of a waiting one, so its last
 * seq is its version, with its place where it waits.
 */
const etagOf = ({ jobId, lastSeq }: { jobId: string; lastSeq: number }, queue: PlaceInLine | null): string =>
  `"${jobId}.${lastSeq}${queue ? `.${queue.place}${queue.ahead ? 'a' : ''}` : ''}"`;

const queueOf = (db: Db, { jobId, status }: { jobId: string; status: string }) =>
  status === 'pending' ? placeInLine(db, jobId) : null;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  /** The job as it is now; 304 to `If-None-Match` when nothing has happened since. */
  GET: async (request, { params, userId }) => {
    const { db } = runtime();
    const known = request.headers.get('if-none-match');
    if (known !== null) {
      // The row holds a whole report, and who asks has it.
      const version = await getVersion(db, { jobId: params.id, userId });
      const etag = etagOf(version, await queueOf(db, version));
      if (hasTag(known, etag))
        return new Response(null, { status: 304, headers: { etag, 'cache-control': 'private, no-store' } });
    }
    const row = await getJob(db, { jobId: params.id, userId });
    const queue = await queueOf(db, row);
    return jsonResponse(
      { ...toWire(row), ...(queue && { queue }) },
      { headers: { etag: etagOf(row, queue) } },
    );
  },

  /** Cancels the job; one that has ended is answered unchanged. `?erase=true` removes it then: 204. */
  DELETE: async (request, { params, userId }) => {
    const { db, wakeOutbox } = runtime();
    const { erase } = parseQuery(Deletion, request);
    const job = await cancelJob(db, { jobId: params.id, userId });
    wakeOutbox();
    if (erase) {
      await eraseJob(db, { jobId: params.id, userId });
      wakeOutbox();
      return noContent();
    }
    return jsonResponse(toWire(job));
  },
});
