'use client';
import { useEffect, useRef } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { Plan } from '#lib/schema/plan.ts';
import { changeOf, linesOf, type PlanPart } from './edit-plan.ts';
import { PlanPartFields } from './plan-part-fields.tsx';

type Place = { index: number; count: number };

/** One question of the plan: its words and searches, or the fields to change them; buttons to move and remove it. */
export function PlanPartRow({
  part,
  original,
  place: { index, count },
  editing,
  onEdit,
  onChange,
  onMove,
  onRemove,
}: {
  part: PlanPart;
  original: Plan;
  place: Place;
  editing: boolean;
  onEdit: (open: boolean) => void;
  onChange: (words: Partial<PlanPart>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const number = index + 1;
  const pencil = useRef<HTMLSpanElement>(null);
  const wasEditing = useRef(editing);
  useEffect(() => {
    if (wasEditing.current && !editing) pencil.current?.querySelector('button')?.focus();
    wasEditing.current = editing;
  }, [editing]);

  const close = (words: Pick<PlanPart, 'question'> = part) => {
    if (part.from === null && words.question.trim() === '') onRemove();
    onEdit(false);
  };
  return (
    <li className="grid grid-cols-[1.375rem_minmax(0,1fr)_auto] gap-x-3 border-b border-line py-3 max-mid:grid-cols-[1.375rem_minmax(0,1fr)]">
      <span className="mt-0.5 inline-flex h-5.5 items-center justify-center rounded-1 bg-sunken text-xs text-ink-2 tabular-nums shadow-[inset_0_0_0_1px_var(--color-line-2)]">
        {number}
      </span>
      {editing ? (
        <PlanPartFields
          part={part}
          number={number}
          onChange={onChange}
          onDone={() => close()}
          onDrop={(before) => {
            onChange(before);
            close(before);
          }}
        />
      ) : (
        <PartWords part={part} original={original} />
      )}
      <span ref={pencil} className="flex items-start max-mid:col-start-2 max-mid:-ml-2">
        {!editing && (
          <IconButton label={`Edit question ${number}`} onClick={() => onEdit(true)}>
            <Icon name="edit" />
          </IconButton>
        )}
        <IconButton
          label={`Move question ${number} up`}
          aria-disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <Icon name="up" />
        </IconButton>
        <IconButton
          label={`Move question ${number} down`}
          aria-disabled={index === count - 1}
          onClick={() => onMove(1)}
        >
          <Icon name="down" />
        </IconButton>
        <IconButton
          label={`Remove question ${number}`}
          aria-disabled={count === 1}
          onClick={() => count > 1 && onRemove()}
        >
          <Icon name="trash" />
        </IconButton>
      </span>
    </li>
  );
}

function PartWords({ part, original }: { part: PlanPart; original: Plan }) {
  const change = changeOf(part, original);
  const before = part.from === null ? undefined : original.sub_questions[part.from];
  const expects = before?.question === part.question.trim() ? before.expects : '';
  const queries = linesOf(part.queries);
  return (
    <div className="min-w-0">
      <p dir="auto" className="text-md break-words">
        {part.question.trim() || <span className="text-ink-3">No words: this question is left out.</span>}
        {change !== 'same' && (
          <span className="tone-good ml-2 rounded-full bg-(--tint) px-2 py-px text-xs whitespace-nowrap text-(--fg)">
            {change}
          </span>
        )}
      </p>
      {queries.length > 0 && (
        <ul aria-label="Searches" className="mt-1.5 flex flex-wrap gap-1.5">
          {queries.map((query) => (
            <li
              key={query}
              className="inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-full px-2 text-xs text-ink-2 shadow-[inset_0_0_0_1px_var(--color-line-2)]"
            >
              <Icon name="search" className="text-[0.75rem]" />
              <span className="truncate">{query}</span>
            </li>
          ))}
        </ul>
      )}
      {expects && <p className="mt-1 text-xs text-ink-3">Answered when: {expects}</p>}
    </div>
  );
}
