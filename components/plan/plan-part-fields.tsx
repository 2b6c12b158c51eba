'use client';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import type { PlanPart } from './edit-plan.ts';

/** The fields of one question. What is typed counts at once; Enter in the question closes them, Esc takes it back. */
export function PlanPartFields({
  part,
  number,
  onChange,
  onDone,
  onDrop,
}: {
  part: PlanPart;
  number: number;
  onChange: (words: Partial<PlanPart>) => void;
  onDone: () => void;
  /** The words as they were when the fields opened. */
  onDrop: (before: Pick<PlanPart, 'question' | 'queries'>) => void;
}) {
  const id = useId();
  const before = useRef({ question: part.question, queries: part.queries });
  const question = useRef<HTMLTextAreaElement>(null);
  useEffect(() => question.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDrop(before.current);
    const plainEnter = event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (plainEnter && event.target === question.current) {
      event.preventDefault();
      onDone();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a second way to the buttons
    <div onKeyDown={onKeyDown} className="flex min-w-0 flex-col gap-1">
      <label htmlFor={`${id}-question`} className="sr-only">
        Question {number}
      </label>
      <textarea
        dir="auto"
        id={`${id}-question`}
        ref={question}
        rows={2}
        value={part.question}
        onChange={(event) => onChange({ question: event.target.value.replace(/\n/g, ' ') })}
        className={`${inputClass} field-sizing-content resize-none text-md`}
      />
      <label htmlFor={`${id}-queries`} className="mt-1 text-xs font-semibold text-ink-2">
        Searches, one a line
      </label>
      <textarea
        dir="auto"
        id={`${id}-queries`}
        rows={3}
        value={part.queries}
        onChange={(event) => onChange({ queries: event.target.value })}
        placeholder="Left empty, the question itself is searched"
        className={`${inputClass} field-sizing-content min-h-16 resize-none`}
      />
      <div className="mt-1 flex flex-wrap items-center gap-3">
        <Button onClick={onDone}>
          <Icon name="check" className="text-[0.875rem]" />
          Done
        </Button>
        <span className="text-xs text-ink-3 pointer-coarse:hidden">Esc takes the change back</span>
      </div>
    </div>
  );
}
