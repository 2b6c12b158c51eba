import { Field } from '#components/ui/field.tsx';
import { inputClass } from '#components/ui/input-class.ts';
import { Budget } from '#lib/schema/budget.ts';

const caps = [
  { name: 'cost_usd', label: 'Cost in $', step: 'any' },
  { name: 'tokens', label: 'Tokens', step: 1 },
  { name: 'searches', label: 'Searches', step: 1 },
  { name: 'pages', label: 'Pages', step: 1 },
  { name: 'seconds', label: 'Seconds', step: 1 },
] as const satisfies readonly { name: keyof Budget; label: string; step: number | 'any' }[];

/** What a job may use at most; an empty field is no cap. */
export function BudgetFields({ value, onChange }: { value: Budget; onChange: (value: Budget) => void }) {
  const change = (name: keyof Budget, words: string) => {
    const { [name]: _, ...rest } = value;
    const cap = Budget.shape[name].safeParse(Number(words));
    onChange(words.trim() !== '' && cap.success ? { ...rest, [name]: cap.data } : rest);
  };
  return (
    <fieldset className="mt-3">
      <legend className="text-xs font-semibold text-ink-2">At most</legend>
      <div className="mt-1 flex flex-wrap gap-3">
        {caps.map(({ name, label, step }) => (
          <Field key={name} id={`max-${name}`} label={label}>
            <input
              id={`max-${name}`}
              type="number"
              min={0}
              step={step}
              defaultValue={value[name] ?? ''}
              onChange={(event) => change(name, event.target.value)}
              placeholder="no cap"
              className={`${inputClass} min-h-(--target) w-24! tabular-nums`}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
