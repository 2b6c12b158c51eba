import { Field } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { BudgetFields } from './budget-fields.tsx';
import type { Draft } from './draft.ts';

/** What few need, folded away. */
export function MoreFields({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}) {
  return (
    <details className="group">
      <summary className="flex min-h-(--target) list-none items-center gap-1 text-ink-2 hover:text-ink">
        <Icon name="right" className="text-[0.875rem] group-open:rotate-90" />
        More
      </summary>
      <div className="mt-1">
        <Field id="priority" label="Priority" hint="0 to 10; where jobs wait, the higher starts first">
          <input
            id="priority"
            type="number"
            min={0}
            max={10}
            step={1}
            value={draft.priority}
            onChange={(event) =>
              onChange({ priority: Math.min(10, Math.max(0, Math.round(Number(event.target.value)))) })
            }
            aria-describedby="priority-hint"
            className={`${inputClass} min-h-(--target) w-20! tabular-nums`}
          />
        </Field>
        <BudgetFields value={draft.budget} onChange={(budget) => onChange({ budget })} />
      </div>
    </details>
  );
}
