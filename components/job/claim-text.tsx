/** A claim in a list: its words with code as code; of a block of code only its first lines. */
export function ClaimText({ markdown }: { markdown: string }) {
  const block = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)\n?\1\s*$/.exec(markdown.trim());
  if (block) {
    return <code className="line-clamp-3 font-mono text-xs/5 whitespace-pre-wrap">{block[2]}</code>;
  }
  return (
    <span className="line-clamp-4 break-words">
      {markdown.split(/(`[^`]+`)/).map((part, index) =>
        part.startsWith('`') && part.endsWith('`') && part.length > 2 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no identity but their place
          <code key={index} className="rounded-1 bg-sunken px-1 font-mono text-xs">
            {part.slice(1, -1)}
          </code>
        ) : (
          part.replace(/\*\*|\\(?=[^\w\s])/g, '')
        ),
      )}
    </span>
  );
}
