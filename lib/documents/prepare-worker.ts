import type { CleanPage } from './clean-page.ts';
import { watchMemory } from './memory-guard.ts';
import { indexPage, type PreparedDocument } from './prepare-document.ts';
import { type GivenFile, readFile } from './read-file.ts';
import { tellApart } from './tell-apart.ts';
import { isUnread, type Unread } from './unread.ts';

watchMemory();

/** What a thread of `createPreparer` does, each with one file at a time. */
export function clean(file: GivenFile): Promise<CleanPage | Unread> {
  return readFile(file);
}

/** `url` is the address of the document. */
export async function prepare({
  url,
  ...file
}: GivenFile & { url?: string }): Promise<PreparedDocument | Unread> {
  const page = await readFile(file);
  if (isUnread(page)) return page;
  return indexPage('file' in file && url ? tellApart(page, file.file) : page, url);
}
