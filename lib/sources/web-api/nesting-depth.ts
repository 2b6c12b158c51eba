/** Elements that need no end tag: open ones do not nest. */
const unclosed =
  /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|rp|rt|source|td|th|tr|track|wbr)$/;

/**
 * How deep the elements of an HTML text nest at most, counted by its tags in one pass: what a parser would need far
 * more than linear time for can be turned away before it is parsed.
 */
export function nestingDepth(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)[^<>]*/gi)) {
    if (unclosed.test(name.toLowerCase()) || tag.endsWith('/')) continue;
    depth = slash ? Math.max(depth - 1, 0) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
