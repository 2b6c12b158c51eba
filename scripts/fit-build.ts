import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '#lib/errors.ts';

/** What a build has where the public path stands; next.config.ts builds with it. */
export const builtPath = '/__public_path_of_this_installation__';
const word = builtPath.slice(1);

/** Of a build, what a server needs nothing of. */
const leftOut = new Set([
  'at',
  'cache',
  'build',
  'dev',
  'diagnostics',
  'standalone',
  'trace',
  'trace-build',
  'types',
]);

/**
 * Makes a build servable under a public path, such as `/deep`, or under none: Next.js fixes that path when it builds, so
 * that one build is made with a word in its place, and here the word is replaced, in a copy. Files without it are shared.
 * Answers the copy's folder, relative to `root`; makes it once for a build. Throws `invalid_configuration` where it
 * cannot be written.
 */
export function fitBuild({ root, publicPath }: { root: string; publicPath: string }): string {
  const built = path.join(root, '.next');
  const relative = `.next/at/${publicPath.slice(1).replaceAll('/', '+') || 'root'}`;
  const folder = path.join(root, relative);
  const buildId = readFileSync(path.join(built, 'BUILD_ID'), 'utf8');
  if (
    existsSync(path.join(folder, 'BUILD_ID')) &&
    readFileSync(path.join(folder, 'BUILD_ID'), 'utf8') === buildId
  )
    return relative;
  const aside = `${folder}.${process.pid}`;
  try {
    rmSync(aside, { recursive: true, force: true });
    copyFitted({ from: built, to: aside, publicPath });
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } catch (cause) {
    if (!['EACCES', 'EROFS', 'ENOSPC', 'EPERM'].includes((cause as NodeJS.ErrnoException).code ?? ''))
      throw cause;
    const words = `${path.dirname(folder)} cannot be written (${(cause as NodeJS.ErrnoException).code}): `;
    throw new AppError(
      'invalid_configuration',
      `${words}let this user write there, or mount a temporary folder.`,
    );
  }
  return relative;
}

type Copy = { from: string; to: string; publicPath: string };

function copyFitted({ from, to, publicPath }: Copy): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (leftOut.has(entry.name) && path.basename(from) === '.next') continue;
    if (entry.isDirectory()) copyFitted({ from: source, to: target, publicPath });
    else if (entry.isSymbolicLink()) symlinkSync(path.relative(to, realpathSync(source)), target);
    else copyFile({ from: source, to: target, publicPath });
  }
}

function copyFile({ from, to, publicPath }: Copy): void {
  const isText = /\.(js|mjs|cjs|json|html|css|rsc|txt|meta|body)$/.test(from) && !from.endsWith('.nft.json');
  const text = isText ? readFileSync(from, 'utf8') : '';
  const fitted = fitText(text, { name: path.basename(from), publicPath });
  // The id says of which build a copy is: shared, it would change with the next build.
  if (path.basename(from) === 'BUILD_ID') copyFileSync(from, to);
  else if (fitted !== text) writeFileSync(to, fitted);
  else share(from, to);
}

function share(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** A file of a build under its public path. */
export function fitText(text: string, { name, publicPath }: { name: string; publicPath: string }): string {
  // The copy lies two folders deeper than the build, and Turbopack counts them from its files to the root.
  const placed = name === '[turbopack]_runtime.js' ? deepen(text) : text;
  if (!placed.includes(word)) return placed;
  const fitted = placed
    .replace(new RegExp(`(\\\\+)/${word}`, 'g'), (_, slashes: string) => escapePattern(publicPath, slashes))
    .replaceAll(builtPath, publicPath);
  return name === 'routes-manifest.json' && publicPath === '' ? withoutRootRedirect(fitted) : fitted;
}

const deepen = (text: string): string =>
  text.replace('var RELATIVE_ROOT_PATH = "..";', 'var RELATIVE_ROOT_PATH = "../../..";');

/** The path within a pattern that is written into a string: its slashes and dots have backslashes, as many as there were. */
const escapePattern = (publicPath: string, slashes: string): string =>
  publicPath.replace(/[/.]/g, (sign) => slashes + sign);

/** `/deep/` is sent on to `/deep`; without a path that would send `/` to itself. */
function withoutRootRedirect(manifest: string): string {
  const parsed = JSON.parse(manifest) as { redirects: { source: string; destination: string }[] };
  parsed.redirects = parsed.redirects.filter(({ destination }) => destination !== '');
  return JSON.stringify(parsed);
}
