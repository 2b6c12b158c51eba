import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { uploadsName } from './document-url.ts';

/** A folder whose files are searched; `name` begins the url of each of them: `doc://<name>/<path in the folder>`. */
export type DocumentFolder = { name: string; path: string };

/** Real documentation that every installation has: what a first question can be asked of. */
const sampleLibrary = ['next/dist/docs', 'ai/docs'];

/**
 * The folders of own documents: those of `DOCUMENTS_DIR` (with commas between; one that lies in another is part of it),
 * else `./documents` when it exists, else the sample library inside node_modules (whose urls hold the path below
 * node_modules). Names tell them apart: where two are called the same, by what stands above them. Throws
 * `invalid_configuration`, in words for the operator, when DOCUMENTS_DIR names what is no folder.
 */
export function documentFolders(
  config: Pick<Config, 'DOCUMENTS_DIR'>,
  root: string = process.cwd(),
): DocumentFolder[] {
  if (config.DOCUMENTS_DIR) return nameFolders(namedFolders(config.DOCUMENTS_DIR, root));
  const own = path.join(root, 'documents');
  if (isFolder(own)) return [{ name: 'documents', path: realOf(own) }];
  return sampleLibrary
    .map((name) => ({ name, path: path.join(root, 'node_modules', name) }))
    .filter((folder) => isFolder(folder.path))
    .map((folder) => ({ ...folder, path: realOf(folder.path) }));
}

/** Whether own documents are those that come with the installation, since nobody has named others. */
export const areSample = (folders: readonly DocumentFolder[]): boolean =>
  folders.some(({ name }) => sampleLibrary.includes(name));

/** A value that is itself a folder is one, whatever commas its name has. */
function namedFolders(setting: string, root: string): string[] {
  const whole = path.resolve(root, setting);
  if (isFolder(whole)) return [whole];
  const parts = setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const folders = parts.map((part) => path.resolve(root, part));
  const missing = folders.findIndex((folder) => !isFolder(folder));
  if (missing === -1) return folders;
  const which = parts.length > 1 ? ` (number ${missing + 1} of ${parts.length})` : '';
  const words = `${folders[missing]}, which DOCUMENTS_DIR names${which}, is not a folder that can be read.`;
  throw new AppError('invalid_configuration', words);
}

function nameFolders(folders: readonly string[]): DocumentFolder[] {
  const real = new Map(folders.map((folder) => [realOf(folder), folder]));
  const outermost = [...real].filter(
    ([inner]) =>
      ![...real.keys()].some((outer) => inner !== outer && inner.startsWith(`${outer}${path.sep}`)),
  );
  const taken = new Set<string>([uploadsName]);
  return outermost.map(([place, folder]) => {
    const parts = folder.split(path.sep).filter(Boolean);
    let length = 1;
    const nameOf = () => parts.slice(-length).join('/') || 'documents';
    while (taken.has(nameOf()) && length < parts.length) length += 1;
    let name = nameOf();
    for (let number = 2; taken.has(name); number += 1) name = `${nameOf()}-${number}`;
    taken.add(name);
    return { name, path: place };
  });
}

const realOf = (folder: string): string => realpathSync(/* turbopackIgnore: true */ folder);

function isFolder(folder: string): boolean {
  return existsSync(folder) && statSync(folder).isDirectory();
}
