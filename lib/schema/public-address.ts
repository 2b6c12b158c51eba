import { z } from 'zod';

/** What the paths of the product begin with: under such a prefix nobody could tell whether it was taken away. */
const ownPaths = ['api', 'chat', 'jobs', 'metrics', 'sign-in', 'sources', 'v1', '_next'];

/** The address that people use: http or https, a host, and the path before every path of the product. */
export const PublicAddress = z
  .url({ protocol: /^https?$/, error: 'an address such as https://research.example.org/deep' })
  .transform((text, context) => {
    const { origin, pathname, search, hash, username, password } = new URL(text);
    const path = pathname.replace(/\/+$/, '');
    const fault =
      username || password || search || hash
        ? 'an address without a user, a query and a #'
        : !/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(path)
          ? 'the path may have letters, digits, dots, hyphens and underscores between its slashes'
          : ownPaths.includes(path.split('/')[1] ?? '')
            ? `a path that begins with another word than ${ownPaths.join(', ')}, which the product's own paths begin with`
            : undefined;
    if (fault === undefined) return origin + path;
    context.addIssue(fault);
    return z.NEVER;
  });
