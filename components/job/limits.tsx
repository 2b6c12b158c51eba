/** What a judgment could not see, in plain words. */
export function Limits({ limits }: { limits: string[] }) {
  if (limits.length === 0) return null;
  return (
    <section aria-label="What this judgment cannot see" className="border-b border-line px-4 py-3 text-xs">
      <h3 className="font-semibold text-ink-2">What this judgment cannot see</h3>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-ink-2">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </section>
  );
}
