const endOfScript = /<\/(?:script|style)\s{0,9}>/i;
const openScript = /<(?:script|style)\b[\s\S]*$/i;
const closing = /<\/([a-z][\w-]{0,40})\s{0,9}>/gi;
const anyTag = /<\/?([a-z][\w-]{0,40})(?:[\s/][^<>]{0,500})?>/gi;

/**
 * A text without its markup, which says nothing: tags that are closed, breaks of lines, and scripts with all that stands
 * in them. A tag that is only named, such as `<video>`, is a word.
 */
export function withoutMarkup(text: string): string {
  const parts = text.split(endOfScript);
  const bare = parts
    .map((part, at) => (at < parts.length - 1 ? part.replace(openScript, ' ') : part))
    .join(' ');
  const closed = new Set([...bare.matchAll(closing)].map(([, name = '']) => name.toLowerCase()));
  return bare.replace(anyTag, (tag, name: string) =>
    closed.has(name.toLowerCase()) || /^[bh]r$/i.test(name) ? ' ' : tag,
  );
}
