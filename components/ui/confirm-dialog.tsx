import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** One question back before something that cannot be undone; `words` are those of its two buttons. */
export function ConfirmDialog({
  question,
  words,
  isPending,
  error,
  onConfirm,
  onClose,
  children,
}: {
  question: string;
  words: { keep: string; confirm: string; pending: string };
  isPending: boolean;
  /** Why it could not be done. */
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What it will mean. */
  children: ReactNode;
}) {
  return (
    <Dialog
      label={question}
      modal
      onClose={onClose}
      className="m-auto w-104 max-w-[calc(100vw-2rem)] rounded-3 p-4"
    >
      <h2 className="text-lg font-semibold">{question}</h2>
      <p className="mt-1 text-ink-2">{children}</p>
      {error && (
        <p role="alert" className="mt-2 text-bad-fg">
          {error.message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{words.keep}</Button>
        <Button look="danger" disabled={isPending} onClick={onConfirm}>
          {isPending ? words.pending : words.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
