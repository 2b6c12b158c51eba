import { gunzipSync } from 'node:zlib';
import { unreadError } from '../unread.ts';
import { mostEntryBytes, tooLarge } from './zip.ts';

/** The name that a packed file has when it is unpacked: `tar.1` of `tar.1.gz`. */
export const unpackedName = (path: string): string => path.replace(/\.gz$/i, '');

export const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;

/** What a file packed by gzip holds: no more than 64 MB. Throws `too-large` or `damaged`. */
export function gunzip(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: mostEntryBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw unreadError('damaged', 'It is damaged: it cannot be unpacked.');
  }
}
