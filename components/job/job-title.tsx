'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

const longFrom = 160;
/** More than two lines hold; a prompt may be a whole text, and a heading should not be. */
const excerptLength = 400;

/** The question as the page's heading; a long one shows its first lines until asked for more. */
export function JobTitle({ question }: { question: string }) {
  const [whole, setWhole] = useState(false);
  const long = question.length > longFrom || question.includes('\n');
  return (
    <div className="flex min-w-0 items-start gap-2 max-mid:basis-full">
      {long && (
        <p dir="auto" className="hidden text-lg font-semibold whitespace-pre-line print:block">
          {question}
        </p>
      )}
      <h1
        dir="auto"
        className={`min-w-0 text-lg font-semibold tracking-[-0.005em] whitespace-pre-line ${long && !whole ? 'line-clamp-2' : ''} ${long ? 'print:hidden' : ''} ${whole ? 'max-h-[40dvh] overflow-auto' : ''}`}
      >
        {whole ? question : question.slice(0, excerptLength).replace(/\s+/g, ' ')}
      </h1>
      {long && (
        <Button look="quiet" onClick={() => setWhole(!whole)} aria-expanded={whole}>
          {whole ? 'Less' : 'All'}
        </Button>
      )}
    </div>
  );
}
