'use client';
import { useEffect, useState } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** Questions that the sample library (the documentation of Next.js and of the AI SDK) can answer. */
const samples = [
  'How do I stream text from a Next.js route handler with the AI SDK?',
  'When does Next.js cache a fetch, and how do I revalidate it?',
  'How does the AI SDK call tools, and how do I stop after a few steps?',
];

/** What is shown before the first job: questions to start from, and the same thing from a shell. */
export function FirstQuestion({ onPick }: { onPick: (question: string) => void }) {
  const [origin, setOrigin] = useState('http://127.0.0.1:3000');
  useEffect(() => setOrigin(window.location.origin), []);
  const curl = `curl -X POST ${origin}/api/v1/jobs \\
  -H 'content-type: application/json' \\
  -d '{"job_type":"research","input_data":{"query":"${samples[0]}"}}'`;
  return (
    <div className="flex max-w-[44rem] flex-col gap-4 p-6 max-mid:p-3">
      <div>
        <h2 className="text-lg font-semibold">Ask your first question</h2>
        <p className="text-ink-2">
          It is split, searched, read and written up, and every claim is checked against word-for-word quotes.
        </p>
      </div>
      <ul className="flex flex-col gap-2">
        {samples.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onPick(question)}
              className="flex min-h-9 w-full items-center gap-2 rounded-2 border border-line-2 bg-surface px-3 py-1 text-left hover:bg-hover max-mid:min-h-11"
            >
              <Icon name="search" className="text-[0.875rem]" />
              <span className="flex-1">{question}</span>
              <Icon name="right" className="text-[0.875rem]" />
            </button>
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-1">
        <div className="flex items-center justify-between">
          <h3 className="text-xs font-semibold text-ink-2">Or from a shell</h3>
          <CopyButton text={curl} label="Copy" />
        </div>
        <pre className="rounded-2 bg-sunken p-3 font-mono text-xs/5 break-words whitespace-pre-wrap">
          {curl}
        </pre>
      </div>
    </div>
  );
}
