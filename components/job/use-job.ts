'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { usePageVisible } from '#components/use-page-visible.ts';
import type { ApiError, Connection } from '#lib/api-client.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { emptyLog, type JobLog, reduceEvents } from './reduce-events.ts';

export type InitialJob = { job: Job; events: JobEvent[] };
export type FollowedJob = {
  job: Job | undefined;
  log: JobLog;
  connection: Connection;
  error: Error | null;
};

const drawEveryMs = 60;
const hiddenPollMs = 5000;

/**
 * A job as it stands and everything that its events say, kept up to date: by a stream while the page is looked at, by
 * polling while it is not. What the server sent with the page is there at once.
 */
export function useJob(id: string, initial: InitialJob | undefined): FollowedJob {
  const queries = useQueryClient();
  const row = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => api.getJob(id, signal),
    initialData: initial?.job,
  });
  const [log, setLog] = useState(() => reduceEvents(emptyLog, initial?.events ?? []));
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const lastSeq = useRef(log.lastSeq);
  const visible = usePageVisible();

  useEffect(() => {
    const stop = new AbortController();
    const draw = createBatch<JobEvent>((events) => setLog((now) => reduceEvents(now, events)));
    api
      .followJob(id, {
        startingAfter: lastSeq.current,
        signal: stop.signal,
        mode: visible ? 'stream' : 'poll',
        timing: visible ? {} : { pollEveryMs: hiddenPollMs },
        onConnection: setConnection,
        onEvent: (event) => {
          lastSeq.current = event.seq;
          draw.add(event);
          if (changesTheRow(event)) void queries.invalidateQueries({ queryKey: ['job', id] });
        },
      })
      .catch((error: ApiError) => setRefusal(error));
    return () => {
      stop.abort();
      draw.flush();
    };
  }, [id, visible, queries]);

  const ended = row.data !== undefined && isTerminal(row.data.status);
  const upToDate = ended && connection.state === 'connecting' && log.lastSeq >= (row.data?.last_seq ?? 0);
  return {
    job: row.data,
    log,
    connection: upToDate ? { state: 'ended' } : connection,
    error: row.error ?? refusal,
  };
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
