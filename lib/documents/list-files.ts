import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileReason } from '#lib/schema/file-account.ts';
import type { Aside } from './account-files.ts';
import type { DocumentFolder } from './document-folders.ts';
import { documentUrl } from './document-url.ts';
import { mayBeRead } from './readers/index.ts';
import { isWholeBook } from './whole-book.ts';

/** A file that can be a document: `path` is its real one. `modifiedMs` is its modification time in whole milliseconds. */
export type DocumentFile = {
  url: string;
  path: string;
  sizeBytes: number;
  modifiedMs: number;
  /** Set where somebody uploaded it. */
  uploadId?: string;
};
export type FileList = {
  /** Sorted by url. */
  files: DocumentFile[];
  /** What was seen beside them and why it is not read, sorted by name. */
  aside: Aside[];
  /** The folders that were looked into, by their real paths. */
  folders: string[];
};

export const largestFile = 100 * 2 ** 20;
const maxDepth = 50;
/** Files that are looked at side by side. */
const atOnce = 32;
/** What package managers, office programs and systems leave in folders beside what people wrote. */
const notWritten = /^(?:\.|~\$)|^(?:node_modules|__MACOSX|Thumbs\.db|desktop\.ini)$/i;
/** What makers of web pages put beside them, to draw them and to search in them; and what a program has shortened. */
const ofPages = /\/_static\/(?:[^/]+\/)*[^/]+\.(?:js|css)$|\.min\.(?:js|css)$/i;

type Place = { path: string; name: string; depth: number };

/**
 * Lists the files of a folder, nested ones too, and accounts for everything in it. A link is followed where it leads to
 * something in the folder that is not read under a name of its own; never out of it, and never round in circles.
 */
export async function listFiles(folder: DocumentFolder, signal?: AbortSignal): Promise<FileList> {
  const list: FileList = { files: [], aside: [], folders: [] };
  const known = new Set<string>([folder.path]);
  const pending: Place[] = [{ path: folder.path, name: folder.name, depth: 0 }];
  const links: Place[] = [];
  const setAside = (reason: FileReason, name: string) => list.aside.push({ reason, name });

  async function addFile({ path: file, name }: Place): Promise<void> {
    if (ofPages.test(name)) return void setAside('hidden', name);
    if (!mayBeRead(file)) return void setAside('kind', name);
    const found = await lstat(file).catch(() => null);
    if (!found?.isFile()) return void setAside('unreadable', name);
    if (found.size === 0) return void setAside('empty', name);
    if (found.size > largestFile) return void setAside('too-large', name);
    list.files.push({
      url: documentUrl(name),
      path: file,
      sizeBytes: found.size,
      modifiedMs: Math.floor(found.mtimeMs),
    });
  }

  async function look(place: Place): Promise<void> {
    const entries = await readdir(place.path, { withFileTypes: true }).catch(() => null);
    if (!entries) return void setAside('unreadable', `${place.name}/`);
    list.folders.push(place.path);
    const beside = new Set(entries.map(({ name }) => name));
    const files: Place[] = [];
    for (const entry of entries) {
      const next = {
        path: path.join(place.path, entry.name),
        name: `${place.name}/${entry.name}`,
        depth: place.depth + 1,
      };
      const shown = entry.isDirectory() ? `${next.name}/` : next.name;
      if (notWritten.test(entry.name)) setAside('hidden', shown);
      else if (entry.isSymbolicLink()) links.push(next);
      else if (known.has(next.path)) setAside('duplicate', shown);
      else if (entry.isFile()) {
        known.add(next.path);
        if (await isWholeBook(next.path, { name: entry.name, beside })) setAside('index', shown);
        else files.push(next);
      } else if (!entry.isDirectory()) setAside('kind', shown);
      else if (next.depth > maxDepth) setAside('unreadable', shown);
      else {
        known.add(next.path);
        pending.push(next);
      }
    }
    for (let at = 0; at < files.length; at += atOnce) {
      signal?.throwIfAborted();
      await Promise.all(files.slice(at, at + atOnce).map(addFile));
    }
  }

  async function follow({ name, path: link, depth }: Place): Promise<void> {
    const target = await realpath(link).catch(() => null);
    const found = target && isInside(target, folder.path) ? await stat(target).catch(() => null) : null;
    if (!target || !found) return void setAside('link', name);
    if (known.has(target)) return void setAside('duplicate', name);
    known.add(target);
    if (found.isDirectory() && depth <= maxDepth) pending.push({ path: target, name, depth });
    else if (found.isFile()) {
      list.folders.push(path.dirname(target));
      await addFile({ path: target, name, depth });
    } else setAside('unreadable', name);
  }

  // What lies there by its own name goes before links to it.
  for (;;) {
    signal?.throwIfAborted();
    const place = pending.pop();
    if (place) {
      await look(place);
      continue;
    }
    const link = links.sort(byName).shift();
    if (!link) break;
    await follow(link);
  }
  list.files.sort((left, right) => (left.url < right.url ? -1 : 1));
  list.aside.sort(byName);
  list.folders = [...new Set(list.folders)];
  return list;
}

const byName = (left: { name: string }, right: { name: string }) => (left.name < right.name ? -1 : 1);

function isInside(target: string, folder: string): boolean {
  const below = path.relative(folder, target);
  return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}
