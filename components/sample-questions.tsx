'use client';
import { Icon } from '#components/ui/icon.tsx';

/** Questions that the sample library (the documentation of Next.js and of the AI SDK) can answer. */
export const samples = [
  'How do I stream text from a Next.js route handler with the AI SDK?',
  'When does Next.js cache a fetch, and how do I revalidate it?',
  'How does the AI SDK call tools, and how do I stop after a few steps?',
] as const;

/** Questions to start from. */
export function SampleQuestions({ onPick }: { onPick: (question: string) => void }) {
  return (
    <ul aria-label="Sample questions" className="flex flex-col gap-2">
      {samples.map((question) => (
        <li key={question}>
          <button
            type="button"
            onClick={() => onPick(question)}
            className="flex min-h-9 w-full items-center gap-2 rounded-2 border border-line-2 bg-surface px-3 py-1 text-left hover:bg-hover max-mid:min-h-11"
          >
            <Icon name="search" className="text-[0.875rem]" />
            <span dir="auto" className="flex-1">
              {question}
            </span>
            <Icon name="right" className="text-[0.875rem]" />
          </button>
        </li>
      ))}
    </ul>
  );
}
