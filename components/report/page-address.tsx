import { Icon } from '#components/ui/icon.tsx';

/** Whether a page lies on the web; all others are ours and open here. */
export const isExternal = (url: string): boolean => /^https?:\/\//.test(url);

/** Where a page lies: a marked link for the web, a path for own documents. */
export function PageAddress({ url, linked = true }: { url: string; linked?: boolean }) {
  if (!isExternal(url)) {
    return (
      <>
        <Icon name="document" className="mr-1 text-[0.875rem]" />
        {url.replace(/^[a-z][a-z0-9+.-]*:(\/\/)?/i, '')}
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
