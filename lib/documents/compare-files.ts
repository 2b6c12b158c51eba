import type { FileReason } from '#lib/schema/file-account.ts';
import { longestPart } from './file-bytes.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion } from './prepare-document.ts';
import type { StoredDocument } from './store-documents.ts';

/** How files stand: null for one that was read, else why not; one that is not in it is still to be read. */
export type FileStates = Map<string, FileReason | null>;

export type Comparison = {
  states: FileStates;
  /** New, or with another size or time than what is stored; those that were changed last come first. */
  changed: DocumentFile[];
  /** Urls of stored documents whose files are gone. */
  gone: string[];
  stored: ReadonlyMap<string, StoredDocument>;
};

/** Holds the files that there are against what is stored of them. What somebody uploaded goes with its own row alone. */
export function compareFiles(
  files: readonly DocumentFile[],
  documents: readonly StoredDocument[],
): Comparison {
  const stored = new Map(documents.map((document) => [document.url, document]));
  const states: FileStates = new Map();
  const changed: DocumentFile[] = [];
  for (const file of files) {
    const known = stored.get(file.url);
    if (known && isUntouched(known, file)) states.set(file.url, known.unread as FileReason | null);
    else changed.push(file);
  }
  const shortened = new Set(changed.filter((file) => !isLarge(file)).map(({ url }) => url));
  const present = new Set(files.map(({ url }) => url));
  const gone = documents
    .filter(({ url, uploadId }) => uploadId === null && !present.has(fileOfPart(url)))
    .concat(documents.filter((part) => isLeftOver(part, { stored, states, shortened })))
    .map(({ url }) => url);
  changed.sort((left, right) => right.modifiedMs - left.modifiedMs);
  return { states, changed, gone, stored };
}

/** A part of a file that is stored anew, in fewer parts or not at all. */
function isLeftOver(
  part: StoredDocument,
  { stored, states, shortened }: Pick<Comparison, 'stored' | 'states'> & { shortened: ReadonlySet<string> },
): boolean {
  const url = fileOfPart(part.url);
  if (url === part.url) return false;
  if (!states.has(url)) return shortened.has(url);
  return states.get(url) !== null || stored.get(url)?.sha256 !== part.sha256;
}

/** What could not be opened may be open by now, without a trace in its size or time. */
function isUntouched(known: StoredDocument, file: DocumentFile): boolean {
  return (
    known.unread !== 'unreadable' &&
    known.indexVersion === indexVersion &&
    known.sizeBytes === file.sizeBytes &&
    known.modifiedMs === BigInt(file.modifiedMs)
  );
}

/** Whether a file is so large that reading it may take minutes, and that it may be stored in parts. */
export const isLarge = ({ sizeBytes }: DocumentFile): boolean => sizeBytes > longestPart;

/** The address of a part of a long file; the first is the file's own. */
export const urlOfPart = (url: string, number: number): string =>
  number === 1 ? url : `${url}#part=${number}`;

/** The address of the file that a document is a part of. */
export const fileOfPart = (url: string): string => url.replace(/#part=\d+$/, '');
