'use client';

/** An on/off choice that takes effect with the form; the words beside it are its name. */
export function Switch({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: React.ReactNode;
}) {
  return (
    <label className="flex min-h-(--target) items-center gap-2">
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative h-5 w-8 flex-none rounded-full border border-line-control bg-sunken transition-colors duration-100 after:absolute after:top-[3px] after:left-[3px] after:size-3 after:rounded-full after:bg-ink-2 after:transition-transform after:duration-100 peer-checked:border-accent peer-checked:bg-accent peer-checked:after:translate-x-3 peer-checked:after:bg-accent-on peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus"
      />
      <span>{children}</span>
    </label>
  );
}
