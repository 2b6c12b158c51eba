'use client';
import { useState } from 'react';
import { formatMoment, formatWhen } from '#components/format-when.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { isFailing, type SourceState } from '#lib/schema/source.ts';
import { formatLatency, kindLooks, standingOf } from './describe-source.ts';
import { TrySource } from './try-source.tsx';

/** One source: what it is, how it stands and did last, what to do where it is off, and a way to try it. */
export function SourceRow({ source, now }: { source: SourceState; now: Date }) {
  const [open, setOpen] = useState(false);
  const { id, name, kind, state, reason } = source;
  const { word, icon } = kindLooks[kind];
  const canTry = state === 'on' && kind !== 'pictures';
  return (
    <li className="border-b border-line py-3">
      <div className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-start gap-x-3">
        <span className="flex h-7 items-center text-ink-3">
          <Icon name={icon} />
        </span>
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex min-h-7 flex-wrap items-center gap-x-3">
            <h2 className="min-w-0 text-md font-semibold break-words">{name}</h2>
            <StandingLabel source={source} />
          </div>
          <p className="text-xs text-ink-3">
            {word}
            <span aria-hidden="true"> · </span>
            <code className="font-mono break-all">{id}</code>
          </p>
          {reason && <p className="max-w-(--measure) text-ink-2">{reason}</p>}
          {kind === 'pictures' && state === 'on' && (
            <p className="text-ink-2">Looks at the pictures that a research job names.</p>
          )}
          <Past source={source} now={now} />
        </div>
        {canTry && (
          <Button aria-expanded={open} aria-controls={`try-${id}`} onClick={() => setOpen(!open)}>
            {open ? 'Close' : 'Try it'}
            <span className="sr-only"> {name}</span>
          </Button>
        )}
      </div>
      {canTry && (
        <div id={`try-${id}`} hidden={!open} className="pt-3 pl-8 max-mid:pl-0">
          {open && <TrySource id={id} name={name} />}
        </div>
      )}
    </li>
  );
}

function when(iso: string, now: Date): string {
  const told = formatWhen(iso, now);
  return told === 'now' ? 'just now' : told;
}

function StandingLabel({ source }: { source: SourceState }) {
  const { word, icon, tone } = standingOf(source);
  return (
    <span className={`${tone} inline-flex items-center gap-[0.3125rem] font-medium text-(--fg)`}>
      <Icon name={icon} className="text-[0.9375rem]" />
      {word}
    </span>
  );
}

/** When it was last asked, how long its answer took, and its last failure even where it answers again. */
function Past({ source, now }: { source: SourceState; now: Date }) {
  const { state, last_used_at, latency_ms, last_error } = source;
  if (!last_used_at) return state === 'on' ? <p className="text-xs text-ink-3">Not asked yet</p> : null;
  const fails = isFailing(source);
  return (
    <>
      <p className="text-xs text-ink-3">
        Last asked{' '}
        <time dateTime={last_used_at} title={formatMoment(last_used_at)}>
          {when(last_used_at, now)}
        </time>
        {latency_ms !== null && (
          <>
            <span aria-hidden="true"> · </span>
            last answer in <span className="tabular-nums">{formatLatency(latency_ms)}</span>
          </>
        )}
      </p>
      {last_error && (
        <p className={`max-w-(--measure) text-xs break-words ${fails ? 'text-bad-fg' : 'text-ink-3'}`}>
          {fails ? 'Failed' : 'Last failed'}{' '}
          <time dateTime={last_error.at} title={formatMoment(last_error.at)}>
            {when(last_error.at, now)}
          </time>
          : {last_error.message}
        </p>
      )}
    </>
  );
}
