/** The classes of every field that is typed into or chosen from. */
export const inputClass =
  'w-full rounded-2 border border-line-control bg-surface px-2 py-1 text-sm text-ink disabled:opacity-60';
