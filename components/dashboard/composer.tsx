'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { ApiError } from '#lib/api-client.ts';
import { Preset, presets } from '#lib/schema/job.ts';

const presetWords: Record<Preset, string> = { quick: 'Quick', standard: 'Standard', deep: 'Deep' };

function describePreset(preset: Preset): string {
  const { breadth, depth } = presets[preset];
  const rounds = depth === 1 ? 'one round of searching' : `up to ${depth} rounds of searching`;
  return `Up to ${breadth} sub-questions, ${rounds}`;
}

/** The form for a new question; a job that was accepted opens at once. */
export function Composer({
  question,
  onQuestion,
  field,
}: {
  question: string;
  onQuestion: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const [preset, setPreset] = useState<Preset>('standard');
  const [priority, setPriority] = useState(5);
  const submission = useSubmission(() => onQuestion(''));
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (submission.isPending) return;
    if (question.trim() === '') field.current?.focus();
    else submission.mutate({ query: question.trim(), preset, priority });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      aria-labelledby="composer-title"
      onSubmit={submit}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex flex-1 flex-col gap-4 overflow-auto p-4">
        <h2 id="composer-title" className="text-lg font-semibold">
          New question
        </h2>
        <div className="flex flex-col gap-1">
          <label htmlFor="question" className="text-xs font-semibold text-ink-2">
            Question
          </label>
          <textarea
            id="question"
            ref={field}
            rows={5}
            required
            maxLength={8000}
            value={question}
            onChange={(event) => onQuestion(event.target.value)}
            aria-describedby={submission.isError ? 'composer-error' : undefined}
            placeholder="What do you want to know, and what for?"
            className={`${inputClass} resize-y px-2.5 py-2 text-md`}
          />
        </div>
        <Segmented
          label="Depth"
          name="preset"
          options={Preset.options.map((value) => ({ value, word: presetWords[value] }))}
          value={preset}
          onChange={setPreset}
          hint={describePreset(preset)}
        />
        <details className="group">
          <summary className="flex min-h-(--target) list-none items-center gap-1 text-ink-2 hover:text-ink">
            <Icon name="right" className="text-[0.875rem] group-open:rotate-90" />
            More
          </summary>
          <PriorityField value={priority} onChange={setPriority} />
        </details>
      </div>
      <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
        {submission.isError && <SubmissionError error={submission.error} />}
        <Button
          type="submit"
          look="primary"
          disabled={submission.isPending}
          className="min-h-9 max-mid:min-h-11"
        >
          {submission.isPending ? 'Sending' : 'Start research'}
          <ShortcutHint />
        </Button>
      </div>
    </form>
  );
}

type Submission = { query: string; preset: Preset; priority: number };

/** Sends a question; sending the same one again after a lost answer finds the job that was already made. */
function useSubmission(onAccepted: () => void) {
  const router = useRouter();
  const queries = useQueryClient();
  const sent = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: ({ query, preset, priority }: Submission) => {
      const content = JSON.stringify([query, preset, priority]);
      if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
      const body = { job_type: 'research' as const, input_data: { query, preset }, priority };
      return api.createJob(body, { idempotencyKey: sent.current.key });
    },
    onSuccess: (job) => {
      sent.current = { content: '', key: '' };
      onAccepted();
      queries.setQueryData(['job', job.job_id], job);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      router.push(`/jobs/${job.job_id}`);
    },
  });
}

function PriorityField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <div className="mt-1 flex flex-col gap-1">
      <label htmlFor="priority" className="text-xs font-semibold text-ink-2">
        Priority
      </label>
      <input
        id="priority"
        type="number"
        min={0}
        max={10}
        step={1}
        value={value}
        onChange={(event) => onChange(Math.min(10, Math.max(0, Math.round(Number(event.target.value)))))}
        aria-describedby="priority-hint"
        className={`${inputClass} min-h-(--target) w-20 tabular-nums`}
      />
      <p id="priority-hint" className="text-xs text-ink-3">
        0 to 10; where jobs wait, the higher starts first
      </p>
    </div>
  );
}

function SubmissionError({ error }: { error: Error }) {
  const fields = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return (
    <p id="composer-error" role="alert" className="text-bad-fg">
      {fields.length > 0 ? fields.map((field) => field.message).join('. ') : error.message}
    </p>
  );
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
