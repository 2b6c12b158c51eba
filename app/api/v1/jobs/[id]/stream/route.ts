import { AppError } from '#lib/errors.ts';
import { noContent, route, streamResponse } from '#lib/http/route.ts';
import { getJob, hasEnded } from '#lib/jobs/jobs.ts';
import { createEventStream } from '#lib/log-stream/event-stream.ts';
import { runtime } from '#lib/server/runtime.ts';
import { uiMessageResponse } from '../../../../ui-message-response.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>(
  {
    /**
     * The job's log from a seq on, live until its end; 204 when there is nothing more to come. `?format=ui-message`
     * speaks the AI SDK's UI message stream, always from the start.
     */
    GET: async (request, { params, userId, signal: left }) => {
      const { db, tails, streams } = runtime();
      const format = readFormat(request);
      const after = readSeq(request, format);
      const job = await getJob(db, { jobId: params.id, userId });
      if (format === 'ui-message') return uiMessageResponse({ signal: left }, job.jobId);
      if (hasEnded(job) && after >= job.lastSeq) return noContent();
      const signal = AbortSignal.any([left, streams.signal]);
      return streamResponse(createEventStream({ tails, jobId: job.jobId, signal, after }));
    },
  },
  { produces: 'text/event-stream' },
);

type Format = 'events' | 'ui-message';

function readFormat(request: Request): Format {
  const format = new URL(request.url).searchParams.get('format') ?? 'events';
  if (format === 'events' || format === 'ui-message') return format;
  throw new AppError('invalid_request', 'format: events or ui-message.');
}

/** Where to go on: `Last-Event-ID` as a browser sends it, else `?starting_after=N`, else from the start. */
function readSeq(request: Request, format: Format): number {
  const asked = new URL(request.url).searchParams.get('starting_after');
  if (format === 'ui-message' && asked !== null)
    throw new AppError('invalid_request', 'starting_after: a UI message stream always begins at the start.');
  const given = request.headers.get('last-event-id') ?? asked;
  if (given === null) return 0;
  if (!/^\d{1,10}$/.test(given)) {
    throw new AppError(
      'invalid_request',
      'Last-Event-ID or starting_after: give the seq of the last event that you have, 0 or more.',
    );
  }
  return Number(given);
}
