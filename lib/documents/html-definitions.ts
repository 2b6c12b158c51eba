import { addAll } from '#lib/text/long-lists.ts';
import type { PageBlock } from './write-blocks.ts';

const longestTerms = 200;

/**
 * A definition list: each term opens an item, its definitions follow in it, several of them as items of their own; terms
 * that share one stand on one line.
 */
export function definitions(element: Element, blocksOf: (part: Element) => PageBlock[]): PageBlock {
  const items: PageBlock[][] = [];
  let terms = 0;
  /** The definitions of the last term, where it has several. */
  let several: PageBlock[][] | undefined;
  const all = termsIn(element);
  const isTerm = (child: Element | undefined) => child?.tagName.toLowerCase() === 'dt';
  for (const [at, child] of all.entries()) {
    const blocks = blocksOf(child);
    if (isTerm(child)) {
      items.push(asTerm(blocks));
      terms += 1;
      several = undefined;
      continue;
    }
    const shared = oneTerm(items.slice(items.length - terms));
    if (shared) items.splice(items.length - terms, terms, [shared]);
    const last = items.at(-1);
    if (!last) items.push(blocks);
    else if (several) several.push(blocks);
    else if (all[at + 1] && !isTerm(all[at + 1])) {
      several = [blocks];
      last.push({ kind: 'list', firstNumber: undefined, items: several });
    } else addAll(last, blocks);
    terms = 0;
  }
  return { kind: 'list', firstNumber: undefined, items };
}

/** The terms and definitions of a list, also inside of boxes, but not those of a list in it. */
function termsIn(element: Element): Element[] {
  return [...element.children].flatMap((child) => {
    const tag = child.tagName.toLowerCase();
    if (tag === 'dt' || tag === 'dd') return [child];
    return tag === 'dl' ? [] : termsIn(child);
  });
}

/** A term without the colon of a kind that is not named, as `: save file`. */
const asTerm = ([first, ...more]: PageBlock[]): PageBlock[] =>
  first?.kind === 'paragraph'
    ? [{ ...first, words: first.words.replace(/^:\s+/, '') }, ...more]
    : first
      ? [first, ...more]
      : [];

function oneTerm(terms: readonly PageBlock[][]): PageBlock | undefined {
  const words = terms.map(([first, ...more]) =>
    first?.kind === 'paragraph' && more.length === 0 ? first.words : '',
  );
  const joined = words.join(', ');
  return words.length > 1 && words.every(Boolean) && joined.length <= longestTerms
    ? { kind: 'paragraph', words: joined }
    : undefined;
}
