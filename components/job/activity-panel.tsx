'use client';
import { formatDuration } from '#components/format-duration.ts';
import { describeEvent, type EventWords } from '#components/job-log/describe-event.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { Icon } from '#components/ui/icon.tsx';

const tones = { good: 'text-good-fg', bad: 'text-bad-fg', waiting: 'text-waiting-fg' };

/** What happened, in plain words, the newest last; times count from the start. */
export function ActivityPanel({ log, jobType }: { log: JobLog; jobType: string }) {
  const events = log.activity;
  const labelOf = (step: string) => log.steps[step]?.label ?? step;
  const first = events[0] ? Date.parse(events[0].at) : 0;
  return (
    <div role="log" aria-label="Activity">
      <ol className="flex flex-col px-4 py-2">
        {events.map((event) => {
          const words = describeEvent(event, { jobType, labelOf, at: event.at });
          return words && <Entry key={event.seq} words={words} after={Date.parse(event.at) - first} />;
        })}
        {events.length === 0 && <li className="py-2 text-ink-3">Nothing has happened yet.</li>}
      </ol>
    </div>
  );
}

function Entry({ words, after }: { words: EventWords; after: number }) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-2 border-b border-line py-1.5 last:border-0">
      <Icon name={words.icon} className={`mt-0.5 ${words.tone ? tones[words.tone] : 'text-ink-3'}`} />
      <span className="min-w-0 break-words">
        {words.text}
        {words.lines?.map((line) => (
          <span key={line} className="block text-xs text-ink-3">
            {line}
          </span>
        ))}
      </span>
      <span className="text-xs/5 text-ink-3 tabular-nums">{formatDuration(after)}</span>
    </li>
  );
}
