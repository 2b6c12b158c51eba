import { constants, inflateSync } from 'node:zlib';
import { unreadError } from '../unread.ts';

const mostStreamBytes = 64 * 2 ** 20;
const mostBytes = 400 * 2 ** 20;
const longestHead = 2000;

/**
 * Refuses a PDF whose packed parts unpack to more than a reader could hold: they are unpacked one after the other and
 * thrown away. Pictures are left out, since nothing unpacks them. Throws `too-large`.
 */
export function refuseBomb(bytes: Buffer): void {
  let unpacked = 0;
  for (let at = bytes.indexOf('stream'); at !== -1; ) {
    const start = at + 6 + (bytes[at + 6] === 13 ? 2 : 1);
    const end = bytes.indexOf('endstream', start);
    const stop = end === -1 ? bytes.length : end;
    const before = bytes.toString('latin1', Math.max(0, at - longestHead), at);
    const head = before.slice(Math.max(0, before.lastIndexOf(' obj')));
    if (!/\/Subtype\s*\/Image/.test(head)) {
      const times = [...head.matchAll(/\/(?:FlateDecode|Fl)\b/g)].length;
      unpacked += sizeOf(bytes.subarray(start, stop), Math.min(times, 4));
      if (unpacked > mostBytes) throw tooLarge();
    }
    at = end === -1 ? -1 : bytes.indexOf('stream', stop + 9);
  }
}

function sizeOf(packed: Buffer, times: number): number {
  let bytes = packed;
  for (let time = 0; time < times; time += 1) {
    try {
      bytes = inflateSync(bytes, { maxOutputLength: mostStreamBytes, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      // Encrypted or broken: the reader finds out.
      return bytes.length;
    }
  }
  return bytes.length;
}

const tooLarge = () => unreadError('too-large', 'It unpacks to more than is read of a PDF.');
