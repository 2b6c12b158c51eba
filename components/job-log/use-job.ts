'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { usePageVisible } from '#components/use-page-visible.ts';
import type { ApiError, Connection } from '#lib/client/api-client.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { emptyLog, type JobLog, reduceEvents } from './reduce-events.ts';
import { throttle } from './throttle.ts';
import { useJobUpdates } from './use-job-updates.ts';

/** A job as the server knew it; `log` is what its events said so far, where that came with it. */
export type InitialJob = { job: Job; log?: JobLog | undefined };
export type FollowedJob = {
  job: Job | undefined;
  log: JobLog;
  connection: Connection;
  error: Error | null;
};

const placeEveryMs = 3000;
const drawEveryMs = 60;
const hiddenPollMs = 5000;
const reloadEveryMs = 500;

/**
 * A job as it stands and everything that its events say, kept up to date: by a stream while the page is looked at; while
 * it is not, by reading on whenever the WebSocket tells of an update, or by polling where there is none. What the server
 * sent with the page is there at once.
 */
export function useJob(id: string, initial: InitialJob | undefined): FollowedJob {
  const queries = useQueryClient();
  const row = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => api.getJob(id, signal),
    initialData: initial?.job,
    // Its place in line changes with other jobs, of which nobody tells it.
    refetchInterval: (query) => (query.state.data?.status === 'pending' ? placeEveryMs : false),
  });
  const [log, setLog] = useState(initial?.log ?? emptyLog);
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const lastSeq = useRef(log.lastSeq);
  const visible = usePageVisible();

  const ended = row.data !== undefined && isTerminal(row.data.status);
  const reload = useMemo(
    () => throttle(() => queries.invalidateQueries({ queryKey: ['job', id] }), { everyMs: reloadEveryMs }),
    [queries, id],
  );
  const wake = useRef<() => void>(undefined);
  const updates = useJobUpdates({
    jobId: id,
    enabled: !ended,
    onOpen: reload,
    onUpdates: (fresh) => {
      wake.current?.();
      if (fresh.at(-1)?.status !== row.data?.status) reload();
    },
  });
  const isRead = ended && log.lastSeq >= (row.data?.last_seq ?? 0);
  const reading = isRead ? 'no more' : visible ? 'stream' : updates === 'open' ? 'when woken' : 'poll';

  useEffect(() => {
    if (reading === 'no more') return;
    const stop = new AbortController();
    const draw = createBatch<JobEvent>((events) => setLog((now) => reduceEvents(now, events)));
    const onEvent = (event: JobEvent) => {
      if (event.seq <= lastSeq.current) return;
      lastSeq.current = event.seq;
      draw.add(event);
      if (changesTheRow(event)) reload();
    };
    if (reading === 'when woken') {
      setConnection({ state: 'live' });
      wake.current = throttle(() => readOn(id, { lastSeq, signal: stop.signal, onEvent }), {
        everyMs: reloadEveryMs,
      });
      wake.current();
    } else {
      api
        .followJob(id, {
          startingAfter: lastSeq.current,
          signal: stop.signal,
          mode: reading,
          timing: reading === 'poll' ? { pollEveryMs: hiddenPollMs } : {},
          onConnection: setConnection,
          onEvent,
        })
        .catch((error: ApiError) => setRefusal(error));
    }
    return () => {
      wake.current = undefined;
      stop.abort();
      draw.flush();
    };
  }, [id, reading, reload]);

  return {
    job: row.data,
    log,
    connection: isRead ? { state: 'ended' } : connection,
    error: row.error ?? refusal,
  };
}

/** Reads the events after the last one that is known, to the end of the log as it is now. */
async function readOn(
  id: string,
  {
    lastSeq,
    signal,
    onEvent,
  }: { lastSeq: { current: number }; signal: AbortSignal; onEvent: (event: JobEvent) => void },
): Promise<void> {
  for (let more = true; more; ) {
    const page = await api.listEvents(id, { startingAfter: lastSeq.current, signal });
    if (signal.aborted) return;
    for (const event of page.data) onEvent(event);
    more = page.has_more && page.data.length > 0;
  }
}

const changesTheRow = (event: JobEvent): boolean =>
  event.type === 'job-started' || ('status' in event && isTerminal(event.status));

/** Collects what comes in quick succession and hands it on together, at most every `drawEveryMs`. */
function createBatch<T>(take: (items: T[]) => void) {
  let items: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (items.length > 0) take(items);
    items = [];
  };
  return {
    add(item: T) {
      items.push(item);
      timer ??= setTimeout(flush, drawEveryMs);
    },
    flush,
  };
}
