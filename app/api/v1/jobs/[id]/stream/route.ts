import { runtime } from '#inngest/runtime.ts';
import { AppError } from '#lib/errors.ts';
import { createEventStream } from '#lib/event-stream.ts';
import { getJob, hasEnded } from '#lib/jobs.ts';
import { route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>(
  {
    /** The job's log from a seq on, live until its end; 204 when there is nothing more to come. */
    GET: async (request, { params, userId }) => {
      const { db, listener, streams } = runtime();
      const after = readSeq(request);
      const job = await getJob(db, { jobId: params.id, userId });
      if (hasEnded(job) && after >= job.lastSeq) return new Response(null, { status: 204 });
      const signal = AbortSignal.any([request.signal, streams.signal]);
      return new Response(createEventStream({ db, listener, jobId: job.jobId, after, signal }), {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'private, no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      });
    },
  },
  { produces: 'text/event-stream' },
);

/** Where to go on: `Last-Event-ID` as a browser sends it, else `?starting_after=N`, else from the start. */
function readSeq(request: Request): number {
  const given =
    request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('starting_after');
  if (given === null) return 0;
  if (!/^\d{1,10}$/.test(given)) {
    throw new AppError(
      'invalid_request',
      'starting_after: give the seq of the last event that you have, 0 or more.',
    );
  }
  return Number(given);
}
