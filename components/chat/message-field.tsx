'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { formatCount, formatNumber } from '#components/format-count.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { Budget } from '#lib/schema/budget.ts';
import type { ChatMode } from '#lib/schema/conversation.ts';
import { AnswerLimits } from './answer-limits.tsx';
import { isEscapeForField, messageFieldId } from './is-escape-for-field.ts';
import { MessageDocuments } from './message-documents.tsx';
import type { ChosenDocument } from './message-draft.ts';
import { useMessageDocuments } from './use-message-documents.ts';

const longest = 8000;

/** The field for the next message: Enter sends, Shift and Enter begin a new line, Esc stops the answer. */
export function MessageField({
  text,
  onText,
  mode,
  onMode,
  budget,
  onBudget,
  documents,
  onDocuments,
  hint,
  placeholder,
  answering,
  stopping,
  onSend,
  onStop,
}: {
  text: string;
  onText: (text: string) => void;
  mode: ChatMode;
  onMode: (mode: ChatMode) => void;
  /** What the answer may use at most. */
  budget: Budget;
  onBudget: (budget: Budget) => void;
  /** The files that the answer rests on; none: on all there is. */
  documents: readonly ChosenDocument[];
  onDocuments: (edit: (now: ChosenDocument[]) => ChosenDocument[]) => void;
  /** What the mode does, in a line. */
  hint: string;
  placeholder: string;
  answering: boolean;
  stopping: boolean;
  onSend: () => void;
  onStop: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useMessageDocuments(documents, onDocuments);
  const tooLong = text.length > longest;
  const cannotSend = tooLong || text.trim() === '' || files.isSending;
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    field.current?.focus();
    if (!answering && !cannotSend) onSend();
  };
  const stop = () => {
    field.current?.focus();
    onStop();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  useEscape(answering ? onStop : undefined);
  return (
    <form
      aria-label="Message"
      onSubmit={send}
      {...files.dropping}
      className="border-t border-line bg-surface px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] max-mid:px-3"
    >
      <div
        className={`mx-auto max-w-[44rem] rounded-3 border bg-surface p-2 ${files.isOver ? 'border-dashed border-accent' : 'border-line-control'} focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus`}
      >
        <label htmlFor={messageFieldId} className="sr-only">
          Message
        </label>
        <textarea
          dir="auto"
          ref={field}
          id={messageFieldId}
          rows={2}
          value={text}
          placeholder={placeholder}
          aria-describedby="mode-hint"
          aria-invalid={tooLong || undefined}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-[35dvh] min-h-12 w-full resize-none bg-transparent px-1.5 py-1 text-md outline-none! max-mid:text-[1rem]"
        />
        <MessageDocuments documents={documents} files={files} />
        <div className="flex flex-wrap items-center gap-2">
          <IconButton label="Add files to answer from" onClick={files.choose}>
            <Icon name="plus" />
          </IconButton>
          <Segmented
            label="Mode"
            labelHidden
            name="mode"
            options={[
              { value: 'research', word: 'Research' },
              { value: 'answer', word: 'Answer' },
            ]}
            value={mode}
            onChange={onMode}
          />
          <span className="flex-1" />
          {answering && (
            <span className="text-xs text-ink-3 max-mid:hidden" aria-hidden="true">
              <kbd className="rounded-1 border border-b-2 border-line-2 px-1 font-sans">Esc</kbd> stops
            </span>
          )}
          {answering ? (
            <Button key="stop" onClick={stop} aria-disabled={stopping}>
              <Icon name="stop" className="text-[0.875rem]" />
              {stopping ? 'Stopping…' : 'Stop'}
            </Button>
          ) : (
            <Button key="send" type="submit" look="primary" aria-disabled={cannotSend}>
              <Icon name="up" className="text-[0.875rem]" />
              Send
            </Button>
          )}
        </div>
      </div>
      <AnswerLimits value={budget} onChange={onBudget} />
      <p id="mode-hint" className="mx-auto mt-1.5 max-w-[44rem] px-0.5 text-xs text-ink-3">
        {tooLong
          ? `${formatCount(text.length - longest, 'character')} too many: at most ${formatNumber(longest)} fit.`
          : hint}
      </p>
    </form>
  );
}

/** Esc anywhere on the page, unless something is open that Esc closes, or another field has the focus. */
function useEscape(action: (() => void) | undefined): void {
  const call = useRef(action);
  useEffect(() => {
    call.current = action;
  });
  useEffect(() => {
    // Before any dialog hears of it: it would be closed by the time that this looks.
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || document.querySelector('dialog[open]')) return;
      if (!(event.target instanceof HTMLElement && isEscapeForField(event.target))) call.current?.();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
