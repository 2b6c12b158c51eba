/**
 * Keeps what was found until it is read, the newest up to a number of texts and of characters; what falls out is asked
 * for again.
 */
export function createPageStore<Kept extends { text: string }>({
  maxPages = 400,
  maxCharacters = 10_000_000,
}: {
  maxPages?: number;
  maxCharacters?: number;
} = {}) {
  const pages = new Map<string, Kept>();
  let characters = 0;

  function drop(url: string): void {
    characters -= pages.get(url)?.text.length ?? 0;
    pages.delete(url);
  }

  return {
    get: (url: string): Kept | undefined => pages.get(url),
    set(url: string, page: Kept): void {
      drop(url);
      pages.set(url, page);
      characters += page.text.length;
      for (const [oldest] of pages) {
        if (pages.size <= maxPages && characters <= maxCharacters) break;
        if (oldest !== url) drop(oldest);
      }
    },
  };
}
