import type { ExtraProps } from 'react-markdown';
import { lookOf } from '#components/status/verdict-label.tsx';
import { gutterWord } from './claim-gutter.tsx';
import type { ClaimRange } from './locate-claims.ts';

type Element = NonNullable<ExtraProps['node']>;
type Node = Element['children'][number];
type Tree = { children: unknown[] };

export type MarkOptions = {
  /** Where this piece of Markdown begins in the report. */
  start: number;
  claims: ClaimRange[];
};

const blocks = new Set(['p', 'li', 'pre', 'table', 'blockquote']);

/**
 * A rehype plugin that writes the report's own offsets into the tree: `data-claims` on the innermost block that holds
 * claims, `data-offset` on links and headings, and a span with `data-claim` around the words of each claim.
 */
export function markSentences({ start, claims }: MarkOptions) {
  return (tree: Tree) => {
    const taken = new Set<ClaimRange>();
    tree.children = (tree.children as Node[]).flatMap((child) => markNode(child, { start, claims, taken }));
  };
}

type Context = MarkOptions & { taken: Set<ClaimRange> };

function markNode(node: Node, context: Context): Node[] {
  if (node.type === 'text') return splitText(node, context);
  if (node.type !== 'element') return [node];
  if (node.tagName === 'code') return markCode(node, context);
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (node.tagName !== 'pre') node.children = node.children.flatMap((child) => markNode(child, context));
  if (from === undefined || to === undefined) return [node];
  if (node.tagName === 'a' || /^h[1-6]$/.test(node.tagName)) {
    node.properties['data-offset'] = String(from + context.start);
  }
  if (blocks.has(node.tagName)) {
    // Children come first, so the innermost block has taken its claims already.
    const own = context.claims.filter(
      (claim) =>
        !context.taken.has(claim) && claim.start >= from + context.start && claim.start < to + context.start,
    );
    for (const claim of own) context.taken.add(claim);
    if (node.tagName === 'p' && node.children.every(isMark)) node.properties['data-marks'] = '';
    if (own.length > 0) node.properties['data-claims'] = own.map(gutterWord).join(' ');
  }
  return [node];
}

/** Code in a sentence belongs to its claim as a whole; a block of code has its mark in the margin alone. */
function markCode(node: Element, { start, claims }: Context): Node[] {
  const from = node.position?.start.offset;
  if (from === undefined) return [node];
  const claim = claims.find((one) => one.start <= from + start && one.end > from + start);
  return [claim ? wrap(claim, [node]) : node];
}

const wrap = (claim: ClaimRange, children: Element['children']): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { 'data-claim': lookOf(claim), 'data-start': String(claim.start) },
  children,
});

/** A citation mark or the space between two. */
const isMark = (node: Node): boolean =>
  (node.type === 'text' && node.value.trim() === '') ||
  (node.type === 'element' && /^#(?:cite|quote)-/.test(String(node.properties.href ?? '')));

/** Cuts a text at the edges of claims. Text with escapes has no exact offsets inside and stays whole. */
function splitText(node: Extract<Node, { type: 'text' }>, { start, claims }: Context): Node[] {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (from === undefined || to === undefined || to - from !== node.value.length) return [node];
  const begin = from + start;
  const inside = claims.filter((claim) => claim.start < to + start && claim.end > begin);
  const parts: Node[] = [];
  let at = 0;
  for (const claim of inside) {
    const first = Math.max(at, claim.start - begin);
    const last = Math.min(node.value.length, claim.end - begin);
    if (last <= first) continue;
    if (first > at) parts.push({ type: 'text', value: node.value.slice(at, first) });
    parts.push(wrap(claim, [{ type: 'text', value: node.value.slice(first, last) }]));
    at = last;
  }
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) });
  return parts;
}
