import { Icon } from '#components/ui/icon.tsx';

/** Whether a page lies on the web; all others are ours and open here. */
export const isExternal = (url: string): boolean => /^https?:\/\//.test(url);

/** Where a quote stands on the web: in a PDF at its page, which its heading names. */
export function addressOfQuote({ url, heading }: { url: string; heading: readonly string[] }): string {
  const isPdf =
    isExternal(url) && !url.includes('#') && /\.pdf$|\/pdf\//i.test(URL.parse(url)?.pathname ?? '');
  const pages = isPdf ? heading.map((words) => /^Page (\d+)(?: \(|$)/.exec(words)?.[1]) : [];
  const page = pages.find(Boolean);
  return page ? `${url}#page=${page}` : url;
}

/**
 * An address as people wrote it, to be read and never to be followed: escapes are undone, but those of characters that
 * cannot be seen or change the order of others.
 */
export function readableAddress(url: string): string {
  try {
    return decodeURI(url).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, encodeURIComponent);
  } catch {
    return url;
  }
}

/** Where a page lies: a marked link for the web, a path for own documents. */
export function PageAddress({ url, linked = true }: { url: string; linked?: boolean }) {
  if (!isExternal(url)) {
    return (
      <>
        <Icon name="document" className="mr-1 text-[0.875rem]" />
        <bdi>{readableAddress(url.replace(/^[a-z][a-z0-9+.-]*:(\/\/)?/i, ''))}</bdi>
      </>
    );
  }
  const host = URL.parse(url)?.host || url;
  if (!linked) {
    return (
      <>
        <Icon name="globe" className="mr-1 text-[0.875rem]" />
        {host}
      </>
    );
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent underline decoration-1 underline-offset-2"
    >
      {host}
      <Icon name="external" className="ml-1 text-[0.875rem]" />
      <span className="sr-only"> (opens another site in a new tab)</span>
    </a>
  );
}
