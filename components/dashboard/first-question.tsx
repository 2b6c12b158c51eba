'use client';
import { useEffect, useState } from 'react';
import { publicPath } from '#components/public-path.ts';
import { SampleQuestions, samples } from '#components/sample-questions.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

/** What is shown before the first job: questions to start from where one can be picked, and the same thing from a shell. */
export function FirstQuestion({ onPick }: { onPick: ((question: string) => void) | undefined }) {
  const [origin, setOrigin] = useState('http://127.0.0.1:3000');
  useEffect(() => setOrigin(window.location.origin + publicPath('')), []);
  const curl = `curl -X POST ${origin}/api/v1/jobs \\
  -H 'content-type: application/json' \\
  -d '{"job_type":"research","input_data":{"query":"${onPick ? samples[0] : 'YOUR QUESTION'}"}}'`;
  return (
    <div className="flex max-w-[44rem] flex-col gap-4 p-6 max-mid:p-3">
      <div>
        <h2 className="text-lg font-semibold">Ask your first question</h2>
        <p className="text-ink-2">
          It is split, searched, read and written up, and every claim is checked against word-for-word quotes.
        </p>
      </div>
      {onPick && <SampleQuestions onPick={onPick} />}
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
