'use client';
import { useLayoutEffect } from 'react';

/**
 * Keeps the title of the page as it is said here. The one that the server sent with the page may be put in late, after
 * the page has moved on; it is put right again. In a layout effect, so that it lets go before the next page's title comes.
 */
export function usePageTitle(words: string): void {
  useLayoutEffect(() => {
    const title = collapseSpace(`${words} · IntentUI Research`);
    const late = new MutationObserver(put);
    function put() {
      if (document.title === title) return;
      document.title = title;
      // What was done here itself is no news.
      late.takeRecords();
    }
    late.observe(document.head, { childList: true, subtree: true, characterData: true });
    put();
    return () => late.disconnect();
  }, [words]);
}

/** As a browser gives a title back: what it was set to would otherwise never be what it is. */
export const collapseSpace = (text: string): string => text.replace(/[\t\n\f\r ]+/g, ' ').trim();
