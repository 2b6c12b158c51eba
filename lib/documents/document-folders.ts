import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';

/** A folder whose files are searched; `name` begins the url of each of them: `doc://<name>/<path in the folder>`. */
export type DocumentFolder = { name: string; path: string };

/** Real documentation that every installation has: what a first question can be asked of. */
const sampleLibrary = ['next/dist/docs', 'ai/docs'];

/**
 * The folders of own documents: `DOCUMENTS_DIR`, else `./documents` when it exists, else the sample library inside
 * node_modules (whose urls hold the path below node_modules). Throws `invalid_configuration` when DOCUMENTS_DIR is
 * no folder.
 */
export function documentFolders(
  config: Pick<Config, 'DOCUMENTS_DIR'>,
  root: string = process.cwd(),
): DocumentFolder[] {
  if (config.DOCUMENTS_DIR) {
    const folder = path.resolve(root, config.DOCUMENTS_DIR);
    if (!isFolder(folder)) {
      throw new AppError('invalid_configuration', 'DOCUMENTS_DIR is not a folder that can be read.');
    }
    return [
      { name: path.basename(folder) || 'documents', path: realpathSync(/* turbopackIgnore: true */ folder) },
    ];
  }
  const own = path.join(root, 'documents');
  if (isFolder(own)) return [{ name: 'documents', path: realpathSync(/* turbopackIgnore: true */ own) }];
  return sampleLibrary
    .map((name) => ({ name, path: path.join(root, 'node_modules', name) }))
    .filter((folder) => isFolder(folder.path))
    .map((folder) => ({ ...folder, path: realpathSync(/* turbopackIgnore: true */ folder.path) }));
}

function isFolder(folder: string): boolean {
  return existsSync(folder) && statSync(folder).isDirectory();
}
