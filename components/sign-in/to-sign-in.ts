import { publicPath } from '#components/public-path.ts';

/** Opens the page that asks for a key; whoever signs in there comes back to `from`, a path of this product. */
export function toSignIn(from: string | null): void {
  if (window.location.pathname.endsWith('/sign-in')) return;
  const to = from === null ? '' : `?to=${encodeURIComponent(from)}`;
  window.location.assign(publicPath(`/sign-in${to}`));
}
