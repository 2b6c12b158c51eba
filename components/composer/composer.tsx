'use client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { isApiError } from '#lib/client/api-client.ts';
import { forms } from '#lib/job-types/forms.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import { afterSending, type Draft, formOf, withFields } from './draft.ts';
import { MoreFields } from './more-fields.tsx';
import { missingField, toJob } from './to-job.ts';
import { useSources } from './use-sources.ts';
import { useSubmission } from './use-submission.ts';

/** The form for a new job of any type; a job that was accepted opens at once. */
export function Composer({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const sources = useSources();
  const submission = useSubmission(() => onChange(afterSending(draft)));
  const { type, Fields, title, submit } = formOf(draft);

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (submission.isPending) return;
    const missing = missingField(draft);
    if (missing) form.current?.querySelector<HTMLElement>(`#${missing}`)?.focus();
    else {
      const ids = sources.map(({ id }) => id);
      submission.mutate(toJob(draft, ids));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      ref={form}
      aria-labelledby="composer-title"
      onSubmit={send}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        <h2 id="composer-title" className="text-lg font-semibold">
          {title}
        </h2>
        <Segmented
          label="Job type"
          labelHidden
          name="job-type"
          options={forms.map(({ type: value, word, icon }) => ({ value, word, icon }))}
          value={type}
          onChange={(type) => {
            submission.reset();
            onChange({ type });
          }}
        />
        <Fields
          draft={draft.fields[type]}
          onChange={(change) => onChange(withFields(draft, change as object))}
          sources={sources}
          errorId={submission.isError ? 'composer-error' : undefined}
        />
        <MoreFields draft={draft} onChange={onChange} />
      </div>
      <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
        {submission.isError && <SubmissionError error={submission.error} />}
        <Button
          type="submit"
          look="primary"
          disabled={submission.isPending}
          className="min-h-9 max-mid:min-h-11"
        >
          {submission.isPending ? 'Sending' : submit}
          <ShortcutHint />
        </Button>
      </div>
    </form>
  );
}

function SubmissionError({ error }: { error: Error }) {
  const fields = isApiError(error) ? (error.problem.errors ?? []) : [];
  return (
    <p id="composer-error" role="alert" className="text-bad-fg">
      {fields.length > 0 ? fields.map(nameFault).join(' ') : error.message}
    </p>
  );
}

/** `input_data.sources.0.url` becomes `Source 1: …`; what has no place in a list is told by its words alone. */
function nameFault({ path, message }: { path: string; message: string }): string {
  const source = /^input_data\.sources\.(\d+)/.exec(path)?.[1];
  return asSentence(source === undefined ? message : `Source ${Number(source) + 1}: ${message}`);
}

function ShortcutHint() {
  const [modifier, setModifier] = useState('Ctrl');
  useEffect(() => {
    if (/Mac|iPhone|iPad/.test(navigator.platform)) setModifier('⌘');
  }, []);
  return (
    <span aria-hidden="true" className="ml-1 inline-flex gap-1 pointer-coarse:hidden">
      {[modifier, 'Enter'].map((key) => (
        <kbd
          key={key}
          className="inline-block min-w-4.5 rounded-1 border border-b-2 border-current px-1 text-center font-sans text-xs/4 font-normal"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
