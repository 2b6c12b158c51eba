'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { newId } from '#components/new-id.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { Plan } from '#lib/schema/plan.ts';
import { describeChanges, mostParts, movePart, type PlanPart, toParts, toPlan } from './edit-plan.ts';
import { PlanDays } from './plan-days.tsx';
import { PlanPartRow } from './plan-part-row.tsx';

/** The plan of a job that waits: approved as it is or as somebody edits it here; then the job goes on by itself. */
export function PlanApproval({ jobId, plan }: { jobId: string; plan: Plan }) {
  const [parts, setParts] = useState(() => toParts(plan));
  const [editing, setEditing] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const approval = useApproval(jobId);
  const changes = describeChanges(parts, plan);
  const edited = changes.length > 0;

  const approve = () => {
    const answer = edited ? toPlan(parts, plan) : { plan: null };
    setFault('fault' in answer ? answer.fault : null);
    if ('plan' in answer && !approval.isPending && !approval.isSuccess) approval.mutate(answer.plan);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    approve();
  };
  const change = (key: string, words: Partial<PlanPart>) =>
    setParts((now) => now.map((part) => (part.key === key ? { ...part, ...words } : part)));
  const remove = (key: string) => {
    setParts((now) => now.filter((part) => part.key !== key));
    list.current?.focus();
  };
  const add = () => {
    const key = `new-${newId()}`;
    setParts((now) => [...now, { key, from: null, question: '', queries: '' }]);
    setEditing(key);
  };
  const undo = () => {
    setParts(toParts(plan));
    setEditing(null);
    setFault(null);
  };

  if (approval.isSuccess) return <Approved edited={edited} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a second way to the button inside
    <div onKeyDown={onKeyDown} className="mx-auto max-w-[48rem]">
      <header className="border-b border-line pb-2">
        <h3 className="text-xl font-semibold tracking-[-0.012em]">Check the plan</h3>
        <p className="text-ink-2">Nothing is searched until you approve. Change what does not fit.</p>
      </header>
      <PlanDays plan={plan} />
      <ol ref={list} tabIndex={-1} aria-label="Sub-questions" className="outline-none">
        {parts.map((part, index) => (
          <PlanPartRow
            key={part.key}
            part={part}
            original={plan}
            place={{ index, count: parts.length }}
            editing={editing === part.key}
            onEdit={(open) => setEditing(open ? part.key : null)}
            onChange={(words) => change(part.key, words)}
            onMove={(by) => setParts((now) => movePart(now, { key: part.key, by }))}
            onRemove={() => remove(part.key)}
          />
        ))}
      </ol>
      {parts.length < mostParts && (
        <Button look="quiet" onClick={add} className="mt-2 ml-5 max-mid:ml-0">
          <Icon name="plus" className="text-[0.875rem]" />
          Add a question
        </Button>
      )}
      <footer className="sticky bottom-0 mt-4 flex flex-col gap-2 border-t border-line bg-surface py-3">
        <p role="status" className="text-ink-2 first-letter:uppercase empty:hidden">
          {edited ? `${changes.join(', ')}.` : ''}
        </p>
        {(fault ?? approval.error) && (
          <p role="alert" className="text-bad-fg">
            {fault ?? approval.error?.message}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" disabled={approval.isPending} onClick={approve} className="min-h-9 px-4">
            {edited ? 'Approve as edited' : 'Approve'}
          </Button>
          {edited && (
            <Button look="quiet" onClick={undo}>
              <Icon name="retry" className="text-[0.875rem]" />
              Undo changes
            </Button>
          )}
        </div>
        <p className="text-xs text-ink-3">
          The clock stands still: the job waits up to seven days, and waiting does not count against its time.
        </p>
      </footer>
    </div>
  );
}

function useApproval(jobId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (plan: Plan | null) => api.approvePlan(jobId, plan),
    onSuccess: (job) => queries.setQueryData(['job', jobId], job),
  });
}

/** Until the job itself says that it goes on. */
function Approved({ edited }: { edited: boolean }) {
  return (
    <p role="status" className="mx-auto flex max-w-[48rem] items-center gap-2 text-md">
      <Icon name="check-circle" className="text-good-fg" />
      {edited
        ? 'The plan is approved as you edited it. The search begins.'
        : 'The plan is approved. The search begins.'}
    </p>
  );
}
