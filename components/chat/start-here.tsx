import { SampleQuestions } from '#components/sample-questions.tsx';

/** What a conversation shows before its first message, with sample questions where one can be picked. */
export function StartHere({ onPick }: { onPick: ((question: string) => void) | undefined }) {
  return (
    <div className="m-auto flex w-full max-w-[36rem] flex-col gap-4 py-6">
      <div>
        <h2 className="text-xl font-semibold tracking-[-0.012em]">What do you want to know?</h2>
        <p className="mt-1 text-md text-ink-2">
          Every sentence of an answer stands on a word-for-word quote that you can open. Ask on, and what was
          read already is used first.
        </p>
      </div>
      {onPick && <SampleQuestions onPick={onPick} />}
    </div>
  );
}
