import type { getDocumentProxy } from 'unpdf';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Entry = { title?: unknown; dest?: unknown; items?: readonly Entry[] };

/** `depthOf`: how deep a heading on a page stands in the outline of a PDF, from 0; undefined for what it does not name. */
export type Outline = {
  depthOf(heading: { words: string; page: number }): number | undefined;
  deepest: number | undefined;
};

const mostEntries = 5000;

/** What a PDF says of its own chapters and sections; their numbers may be left out, in it or in the text. */
export async function readOutline(pdf: Pdf): Promise<Outline> {
  const depths = new Map<string, number>();
  let deepest: number | undefined;
  let open = ((await pdf.getOutline().catch(() => null)) ?? []) as Entry[];
  for (let depth = 0, read = 0; open.length > 0 && read < mostEntries; depth += 1) {
    for (const { title, dest } of open.slice(0, mostEntries - read)) {
      read += 1;
      const page = typeof title === 'string' ? await pageOf(pdf, dest) : undefined;
      if (typeof title !== 'string' || page === undefined) continue;
      deepest = depth;
      for (const name of [comparable(title), comparable(unnumbered(title))])
        if (/\p{L}/u.test(name)) depths.set(`${page} ${name}`, depth);
    }
    open = open.flatMap(({ items }) => items ?? []);
  }
  const find = (words: string, page: number) => depths.get(`${page} ${comparable(words)}`);
  return { depthOf: ({ words, page }) => find(words, page) ?? find(unnumbered(words), page), deepest };
}

/** Counted from 0; undefined where it leads nowhere. */
async function pageOf(pdf: Pdf, dest: unknown): Promise<number | undefined> {
  try {
    const place = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    const [page] = Array.isArray(place) ? place : [];
    return typeof page === 'number' ? page : page ? await pdf.getPageIndex(page) : undefined;
  } catch {
    return undefined;
  }
}

const number =
  /^(?:\p{L}{3,10}\s)?(?:\d{1,3}(?:\.\d{1,3}){0,6}[.:)]?\s*|\p{Lu}(?:\.\d{1,3}){0,6}[.:)]?\s+)(?=[^\s\d.])/u;
const unnumbered = (words: string) => words.trim().replace(number, '');

const comparable = (words: string) => words.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
