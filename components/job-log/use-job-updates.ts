'use client';
import { useRealtime } from 'inngest/react';
import { useEffect, useRef, useState } from 'react';
import { publicPath } from '#components/public-path.ts';
import { useUserId } from '#components/user-id.tsx';
import { JobUpdate, jobChannel, updateTopic, userChannel } from '#lib/schema/job-update.ts';
import { keepSocketsBelow } from './keep-sockets-below.ts';

/** `lost`: the connection broke or never came about; it is tried again every few seconds. */
export type UpdatesState = 'off' | 'connecting' | 'open' | 'lost';

/** Updates come together, at most ten times a second. */
const handOnEveryMs = 100;
const historyLimit = 200;
const topics = [updateTopic] as const;

/**
 * Hears over a WebSocket where jobs stand: all of the user, or the one with `jobId`. `onUpdates` gets what came since
 * its last call, in order and each once; `onOpen` is called whenever the connection opens, since what was published
 * before is not repeated: load then.
 */
export function useJobUpdates({
  jobId,
  enabled = true,
  onOpen,
  onUpdates,
}: {
  jobId?: string;
  enabled?: boolean;
  onOpen: () => void;
  onUpdates: (updates: JobUpdate[]) => void;
}): UpdatesState {
  const userId = useUserId();
  const { connectionStatus, messages } = useRealtime({
    channel: jobId === undefined ? userChannel(userId) : jobChannel(jobId),
    topics,
    token: () => fetchToken(jobId),
    enabled,
    bufferInterval: handOnEveryMs,
    historyLimit,
    // A tab in the background stays up to date, and the end of a run says nothing of the other jobs.
    pauseOnHidden: false,
    autoCloseOnTerminal: false,
  });
  const handlers = useRef({ onOpen, onUpdates });
  const last = useRef<unknown>(undefined);
  const [broke, setBroke] = useState(false);
  useEffect(() => {
    handlers.current = { onOpen, onUpdates };
  });

  useEffect(() => {
    if (connectionStatus === 'open') handlers.current.onOpen();
    if (connectionStatus === 'open') setBroke(false);
    if (connectionStatus === 'closed' || connectionStatus === 'error') setBroke(true);
  }, [connectionStatus]);

  const all: { data?: unknown }[] = messages.all;
  useEffect(() => {
    const fresh = all.slice((all as unknown[]).indexOf(last.current) + 1);
    last.current = all.at(-1);
    const updates = fresh.flatMap(({ data }) => JobUpdate.safeParse(data).data ?? []);
    if (updates.length > 0) handlers.current.onUpdates(updates);
  }, [all]);

  if (!enabled) return 'off';
  if (connectionStatus === 'open') return 'open';
  return broke ? 'lost' : 'connecting';
}

async function fetchToken(jobId: string | undefined): Promise<{ key: string; apiBaseUrl: string }> {
  keepSocketsBelow(publicPath(''));
  const response = await fetch(publicPath('/api/v1/realtime/token'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ job_id: jobId }),
  });
  if (!response.ok) throw new Error(`No token to listen with: ${response.status}`);
  return response.json();
}
