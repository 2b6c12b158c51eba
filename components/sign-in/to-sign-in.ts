import { publicPath } from '#components/public-path.ts';

/** Whether this browser is being signed out: what the page still asks for is refused then, and is no place to come back to. */
let isLeaving = false;

/** To be called when a session is about to be ended by its owner. */
export function leave(): void {
  isLeaving = true;
}

/** Opens the page that asks for a key; whoever signs in there comes back to `from`, a path of this product, unless they left. */
export function toSignIn(from: string | null): void {
  if (window.location.pathname.endsWith('/sign-in')) return;
  const to = from === null || isLeaving ? '' : `?to=${encodeURIComponent(from)}`;
  window.location.assign(publicPath(`/sign-in${to}`));
}
