import type { CleanPage } from './clean-page.ts';
import { indexPage, type PreparedDocument } from './prepare-document.ts';
import { guardProcess } from './process-guard.ts';
import { type GivenFile, readFile } from './read-file.ts';
import { tellApart } from './tell-apart.ts';
import { isUnread, type Unread } from './unread.ts';

const { within } = guardProcess();

/** A file and the processor's time that it may take; `url` is the address of the document. */
export type Given = { file: GivenFile & { url?: string }; cpuMs: number };

/** What a thread of `createPreparer` does, each with one file at a time. */
export function clean({ file, cpuMs }: Given): Promise<CleanPage | Unread> {
  return within(cpuMs, () => readFile(file));
}

export function prepare({ file: { url, ...file }, cpuMs }: Given): Promise<PreparedDocument | Unread> {
  return within(cpuMs, async () => {
    const page = await readFile(file);
    if (isUnread(page)) return page;
    return indexPage('file' in file && url ? tellApart(page, file.file) : page, url);
  });
}
