'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '#components/api.ts';
import { hasEnded } from './further.ts';
import type { Message } from './message.ts';

export type Stop = { isAsked: boolean; fault: string | null; ask: () => void };

/**
 * Stops an answer by cancelling its job, as soon as it is known which that is; the stream then ends by itself. `over`
 * says that there is nothing left to stop.
 */
export function useStop({ messages, over }: { messages: Message[]; over: boolean }): Stop {
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const last = messages.at(-1);
  const jobId = last?.role === 'assistant' && !hasEnded(last) ? last.id : null;

  useEffect(() => {
    if (!isAsked || jobId === null) return;
    api.cancelJob(jobId).then(
      (job) => queries.setQueryData(['job', jobId], job),
      (error: Error) => {
        setFault(error.message);
        setAsked(false);
      },
    );
  }, [isAsked, jobId, queries]);
  useEffect(() => {
    if (over) setAsked(false);
  }, [over]);

  return {
    isAsked,
    fault,
    ask: () => {
      setFault(null);
      setAsked(true);
    },
  };
}
