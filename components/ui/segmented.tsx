'use client';
import { Icon, type IconName } from './icon.tsx';

/** A choice of a few, all in sight: radio buttons in one frame, with a line that explains the chosen one. */
export function Segmented<Value extends string>({
  label,
  labelHidden = false,
  name,
  options,
  value,
  onChange,
  hint,
}: {
  label: string;
  labelHidden?: boolean;
  name: string;
  options: { value: Value; word: string; icon?: IconName }[];
  value: Value;
  onChange: (value: Value) => void;
  hint?: string;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={labelHidden ? 'sr-only' : 'mb-1 text-xs font-semibold text-ink-2'}>{label}</legend>
      <div className="framed flex rounded-2 bg-sunken p-0.5 shadow-[inset_0_0_0_1px_var(--color-line)]">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-[calc(var(--target)-2px)] flex-1 items-center justify-center gap-1.5 rounded-1 px-2 whitespace-nowrap text-ink-2 has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-[var(--shadow-1),0_0_0_1px_var(--color-line-control)] has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon && <Icon name={option.icon} className="text-[0.875rem]" />}
            {option.word}
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${name}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
