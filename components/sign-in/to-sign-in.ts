/** Opens the page that asks for a key; whoever signs in there comes back to `from`, a path of this product. */
export function toSignIn(from: string | null): void {
  if (window.location.pathname.endsWith('/sign-in')) return;
  window.location.assign(from === null ? '/sign-in' : `/sign-in?to=${encodeURIComponent(from)}`);
}
