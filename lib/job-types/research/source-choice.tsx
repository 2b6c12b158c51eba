import type { SourceList } from '#lib/schema/source.ts';

/** Which sources are asked. The last one that is asked cannot be left out; where there is one, there is no choice. */
export function SourceChoice({
  sources,
  leftOut,
  onChange,
}: {
  sources: SourceList['data'];
  leftOut: string[];
  onChange: (leftOut: string[]) => void;
}) {
  if (sources.length < 2) return null;
  const known = leftOut.filter((id) => sources.some((source) => source.id === id));
  const asked = sources.length - known.length;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-semibold text-ink-2">Sources</legend>
      <div className="grid grid-cols-2 gap-x-4">
        {sources.map(({ id, name }) => {
          const checked = !known.includes(id);
          const last = checked && asked === 1;
          return (
            <label key={id} className="flex min-h-(--target) items-center gap-2">
              <input
                type="checkbox"
                checked={checked}
                aria-describedby={last ? 'sources-hint' : undefined}
                onChange={() => {
                  if (!last) onChange(checked ? [...known, id] : known.filter((one) => one !== id));
                }}
                className="size-4 flex-none accent-accent"
              />
              <span className="min-w-0 break-words">{name}</span>
            </label>
          );
        })}
      </div>
      {asked === 1 && (
        <p id="sources-hint" className="text-xs text-ink-3">
          One source at least is asked
        </p>
      )}
    </fieldset>
  );
}
