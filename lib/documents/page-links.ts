/** A hyperlink of a page: the words that are linked, as they stand in its source, and the address. */
export type PageLink = { words: string; href: string };

/** Of one page, these many are looked at: more of them are a list of everything. */
const mostLinks = 2000;
/** Words that are linked are looked for this far behind the ones before. */
const reach = 50_000;

/** Names lengths so that odd input costs no more than linear time. */
const htmlLink =
  /<a\s[^<>]{0,300}?href\s*=\s*(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')[^<>]{0,300}>([\s\S]{0,300}?)<\/a>/gi;
const markdownLink =
  /(?<!!)\[([^[\]\n]{1,300})\]\(\s*<?([^\s()<>]{1,1000})>?(?:\s+["'(][^\n)]{0,300})?\s*\)/g;

/** The hyperlinks of a page's source, Markdown or HTML, in their order. */
export function pageLinks(source: string): PageLink[] {
  const inMarkdown = [...source.matchAll(markdownLink)].map(({ 1: words = '', 2: href = '', index }) => ({
    words,
    href,
    index,
  }));
  const inHtml = [...source.matchAll(htmlLink)].map(({ 1: double, 2: single, 3: inner = '', index }) => ({
    words: inner.replace(/<[^<>]*>/g, '').replace(/\s+/g, ' '),
    href: (double ?? single ?? '').replaceAll('&amp;', '&'),
    index,
  }));
  return [...inMarkdown, ...inHtml]
    .sort((left, right) => left.index - right.index)
    .filter(({ words, href }) => words.trim() !== '' && !/^(?:#|mailto:|javascript:|data:)/i.test(href))
    .slice(0, mostLinks)
    .map(({ words, href }) => ({ words: words.trim(), href }));
}

/** Where the links lead, as whole addresses without fragments, and where their words stand in the cleaned text. */
export function placeLinks(
  links: readonly PageLink[],
  { text, base }: { text: string; base: string },
): { at: number; url: string }[] {
  let from = 0;
  return links.flatMap(({ words, href }) => {
    const url = resolve(href, base);
    const at = url ? text.slice(from, from + reach).indexOf(words) : -1;
    if (!url || at < 0) return [];
    from += at + words.length;
    return [{ at: from - words.length, url }];
  });
}

function resolve(href: string, base: string): string | undefined {
  if (!URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  url.hash = '';
  return url.href === base ? undefined : url.href;
}
