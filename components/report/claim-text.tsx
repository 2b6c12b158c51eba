import { InlineCode } from '#components/inline-code.tsx';
import { withoutBars } from '#lib/client/without-bars.ts';

/** A claim in a list: its words with code as code; of a block of code only its first lines, of a row its cells. */
export function ClaimText({ markdown }: { markdown: string }) {
  const block = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)\n?\1\s*$/.exec(markdown.trim());
  if (block) {
    return (
      <code dir="ltr" className="line-clamp-3 font-mono text-xs/5 whitespace-pre-wrap">
        {block[2]}
      </code>
    );
  }
  const words = withoutBars(markdown).replace(/\*\*|\\(?=[^\w\s])/g, '');
  return (
    <span dir="auto" className="line-clamp-4 break-words">
      <InlineCode text={words} />
    </span>
  );
}
