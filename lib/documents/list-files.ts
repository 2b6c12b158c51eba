import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentFolder } from './document-folders.ts';
import { documentUrl } from './document-url.ts';
import { readerOf } from './readers/index.ts';

/** A file that can be a document. `modifiedMs` is its modification time in whole milliseconds. */
export type DocumentFile = { url: string; path: string; sizeBytes: number; modifiedMs: number };
export type FileList = {
  files: DocumentFile[];
  skipped: { tooLarge: number; links: number; unreadable: number };
};

const maxBytes = 5 * 1024 * 1024;
const maxDepth = 50;

/**
 * Lists the documents of a folder, sorted by url. Hidden files and folders and node_modules are not looked at; links
 * are not followed and files over 5 MB not read: these are counted.
 */
export async function listFiles(folder: DocumentFolder, signal?: AbortSignal): Promise<FileList> {
  const list: FileList = { files: [], skipped: { tooLarge: 0, links: 0, unreadable: 0 } };
  const pending = [{ path: folder.path, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    signal?.throwIfAborted();
    try {
      for await (const entry of await opendir(next.path)) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const entryPath = path.join(next.path, entry.name);
        if (entry.isSymbolicLink()) list.skipped.links += 1;
        else if (entry.isDirectory() && next.depth < maxDepth) {
          pending.push({ path: entryPath, depth: next.depth + 1 });
        } else if (entry.isFile() && readerOf(entry.name)) await addFile(list, { folder, path: entryPath });
      }
    } catch {
      list.skipped.unreadable += 1;
    }
  }
  list.files.sort((left, right) => (left.url < right.url ? -1 : 1));
  return list;
}

async function addFile(list: FileList, file: { folder: DocumentFolder; path: string }): Promise<void> {
  const { size, mtimeMs } = await stat(file.path);
  if (size > maxBytes) {
    list.skipped.tooLarge += 1;
    return;
  }
  const below = path.relative(file.folder.path, file.path).split(path.sep).join('/');
  list.files.push({
    url: documentUrl(`${file.folder.name}/${below}`),
    path: file.path,
    sizeBytes: size,
    modifiedMs: Math.floor(mtimeMs),
  });
}
