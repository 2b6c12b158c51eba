'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { formatCount } from '#components/format-count.ts';
import { InlineCode } from '#components/inline-code.tsx';
import { PageAddress } from '#components/report/page-address.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { Notice } from '#components/ui/notice.tsx';
import { nextTryWords } from '#lib/client/next-try-words.ts';
import type { SourceTrial } from '#lib/schema/source.ts';
import { formatLatency } from './describe-source.ts';

/** Asks one source one query, and shows what it finds or why it finds nothing. Closing it hangs up. */
export function TrySource({ id, name }: { id: string; name: string }) {
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const asking = useRef<AbortController | null>(null);
  const queries = useQueryClient();
  const trial = useMutation({
    mutationFn: (words: string) => {
      asking.current = new AbortController();
      return api.trySource(id, words, asking.current.signal);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  });
  useEffect(() => {
    field.current?.focus();
    return () => asking.current?.abort();
  }, []);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const words = query.trim();
    if (words && !trial.isPending) trial.mutate(words);
  };
  return (
    <div className="flex flex-col gap-3">
      <form onSubmit={ask} className="flex max-w-[40rem] gap-2">
        <input
          dir="auto"
          ref={field}
          type="search"
          aria-label={`Query for ${name}`}
          placeholder="What should it look for?"
          maxLength={1000}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className={`${inputClass} min-h-8 min-w-0 flex-1 max-mid:min-h-11`}
        />
        <Button type="submit" look="primary" disabled={trial.isPending}>
          <Icon name="search" className="text-[0.875rem]" />
          {trial.isPending ? 'Asking' : 'Ask'}
        </Button>
      </form>
      <div aria-live="polite">
        {trial.isError && <Failure reason={trial.error.message} />}
        {trial.data && <Outcome trial={trial.data} />}
      </div>
    </div>
  );
}

const Failure = ({ reason }: { reason: string }) => (
  <div className="max-w-[40rem]">
    <Notice tone="tone-bad" icon="warning" title="It could not answer">
      <p className="break-words text-ink-2">{reason}</p>
    </Notice>
  </div>
);

function Outcome({ trial: { hits, error, latency_ms, next_try_at } }: { trial: SourceTrial }) {
  if (error !== null) return <Failure reason={`${error} ${nextTryWords(next_try_at, new Date())}`.trim()} />;
  const count = hits.length === 0 ? 'Nothing found' : formatCount(hits.length, 'hit');
  return (
    <div className="flex max-w-[44rem] flex-col gap-3">
      <p className="text-xs text-ink-3">
        {count} in <span className="tabular-nums">{formatLatency(latency_ms)}</span>
      </p>
      {hits.length > 0 && (
        <ol aria-label="Hits" className="flex flex-col gap-3">
          {hits.map(({ title, url, snippet }) => (
            <li key={url} className="border-l-2 border-line-2 pl-3">
              <p dir="auto" className="font-medium break-words">
                {title}
              </p>
              <p className="truncate text-xs text-ink-3">
                <PageAddress url={url} />
              </p>
              {snippet && (
                <p className="mt-1 line-clamp-3 font-serif text-md break-words text-ink-2">
                  <InlineCode text={snippet} />
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
