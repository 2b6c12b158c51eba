'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';

export type Stop = {
  isAsked: boolean;
  fault: string | null;
  ask: () => void;
  /** The signal that aborts when the message that is sent now is stopped. */
  begin: () => AbortSignal;
};

/**
 * Stops an answer by cancelling its job, as soon as it is known which that is. `over` says that there is nothing left to
 * stop.
 */
export function useStop({ jobId, over }: { jobId: string | undefined; over: boolean }): Stop {
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const message = useRef(new AbortController());

  useEffect(() => {
    if (!isAsked || jobId === undefined) return;
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
      message.current.abort();
    },
    begin: () => {
      message.current = new AbortController();
      return message.current.signal;
    },
  };
}
