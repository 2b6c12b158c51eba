/**
 * A path of the product as the browser has to ask for it: below the path of `PUBLIC_URL`, which the server writes into the
 * page. Links and the router of Next.js know it by themselves; this is for everything else.
 */
export function publicPath(path: string): string {
  const prefix = typeof document === 'undefined' ? '' : (document.documentElement.dataset.publicPath ?? '');
  return prefix + path;
}

/** A path that the browser shows, as the product knows it. */
export const ownPath = (path: string): string => path.slice(publicPath('').length) || '/';
