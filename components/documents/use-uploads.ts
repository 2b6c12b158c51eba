'use client';
import { useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { newId } from '#components/new-id.ts';
import { largestUpload, type UploadedDocument } from '#lib/schema/document.ts';

type Failed = { key: string; name: string; reason: string };

/** Uploads files one after the other, each told when it is there; what is too large is told before anything is sent. Leaving ends it. */
export function useUploads(onUploaded: (document: UploadedDocument) => Promise<unknown>) {
  const [sending, setSending] = useState<{ key: string; name: string }[]>([]);
  const [failed, setFailed] = useState<Failed[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current?.abort();
  }, []);

  const fail = (name: string, reason: string) => setFailed((now) => [...now, { key: newId(), name, reason }]);

  const send = (files: readonly File[]) => {
    for (const file of files) {
      const { name, size } = file;
      if (size > largestUpload) {
        const mb = Math.ceil(size / 2 ** 20);
        fail(name, `It has ${mb} MB, and 32 MB is the most. Put it into a documents folder instead.`);
        continue;
      }
      const key = newId();
      setSending((now) => [...now, { key, name }]);
      queue.current = queue.current.then(async () => {
        const signal = leaving.current?.signal;
        if (signal?.aborted) return;
        try {
          await onUploaded(await api.uploadDocument(file, signal));
        } catch (error) {
          if (!signal?.aborted) fail(name, (error as Error).message);
        }
        setSending((now) => now.filter((each) => each.key !== key));
      });
    }
  };

  return {
    sending: sending.map(({ name }) => name),
    failed,
    send,
    fail,
    forget: (key: string) => setFailed((now) => now.filter((each) => each.key !== key)),
  };
}
