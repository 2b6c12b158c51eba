const code = /(`[^`\n]+`)/;

/** A line of a page with what stands between backticks as code. */
export function InlineCode({ text }: { text: string }) {
  return text.split(code).map((part, index) =>
    code.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no identity but their place
      <code key={index} dir="ltr" className="rounded-1 bg-sunken px-1 font-mono text-[0.86em]">
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  );
}
