import { publicPath, publicUrl } from '#lib/public-url.ts';

const name = 'intentui_session';

/** The cookie of a session among those that a browser sends. */
export function readSessionCookie(headers: Headers): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || undefined;
}

/**
 * What gives a browser the cookie of a session for so many seconds, or takes it away after 0: no script can read it,
 * pages of other sites do not send it along, and over https it never leaves encryption.
 */
export function writeSessionCookie(
  { cookie, seconds }: { cookie: string; seconds: number },
  request: Request,
): string {
  // A proxy may have taken https away; the page that asks says what it came by.
  const cameBy = request.headers.get('origin') ?? publicUrl()?.origin ?? request.url;
  const isSecure = cameBy.startsWith('https:');
  const parts = [
    `${name}=${cookie}`,
    `Path=${publicPath('') || '/'}`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}
