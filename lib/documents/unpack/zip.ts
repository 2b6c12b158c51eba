import { crc32, inflateRawSync } from 'node:zlib';
import type { FileToRead } from '../readers/reader.ts';
import { unreadError } from '../unread.ts';

/** What a file may unpack to: one entry, and all that are read of it together. */
export const mostEntryBytes = 64 * 2 ** 20;
const mostBytes = 160 * 2 ** 20;
const mostEntries = 50_000;
const longestTail = 65_557;

type Entry = { method: number; flags: number; crc: number; packed: number; size: number; at: number };

/** The entries of a zip file by name; each is unpacked when it is asked for, never beyond the limits. */
export type Zip = {
  names: readonly string[];
  /** The entry's bytes; undefined when there is none of this name. Throws `protected`, `damaged` or `too-large`. */
  read(name: string): Buffer | undefined;
};

/**
 * Opens a zip file by the directory at its end and reads only what is asked for. No entry is unpacked further than it
 * says of itself, and none that says more than 64 MB; sums are checked. Throws `damaged` when it is no zip file.
 */
export function openZip(file: FileToRead): Zip {
  const entries = readDirectory(file);
  let unpacked = 0;
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      unpacked += entry.size;
      if (entry.size > mostEntryBytes || unpacked > mostBytes) throw tooLarge();
      return unpack(file, entry);
    },
  };
}

function readDirectory(file: FileToRead): Map<string, Entry> {
  const tail = file.part(Math.max(0, file.sizeBytes - longestTail), longestTail);
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end === -1) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (size === 0xffffffff || start === 0xffffffff || size > 2 ** 26) throw tooLarge();
  const directory = file.part(start, size);
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= directory.length && entries.size < mostEntries; ) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    );
    const nameEnd = at + 46 + (nameLength as number);
    const entry: Entry = {
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    };
    readLongSizes(entry, directory.subarray(nameEnd, nameEnd + (extraLength as number)));
    entries.set(directory.toString('utf8', at + 46, nameEnd), entry);
    at = nameEnd + (extraLength as number) + (commentLength as number);
  }
  if (entries.size === 0 && count > 0) throw damaged();
  return entries;
}

/** Zip64: sizes that some writers put into an extra field, however small they are. */
function readLongSizes(entry: Entry, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    for (const key of ['size', 'packed', 'at'] as const) {
      if (entry[key] !== 0xffffffff || field + 8 > extra.length) continue;
      entry[key] = Number(extra.readBigUInt64LE(field));
      field += 8;
    }
  }
}

function unpack(file: FileToRead, entry: Entry): Buffer {
  if (entry.flags & 1) throw unreadError('protected', 'It is protected by a password.');
  const header = file.part(entry.at, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const packed = file.part(entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), entry.packed);
  if (entry.method !== 0 && entry.method !== 8) {
    throw unreadError('kind', 'It is packed in a way that is not understood.');
  }
  const bytes = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged();
  return bytes;
}

function inflate(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    // It holds more than it says of itself, which only a bomb does.
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw damaged();
  }
}

const damaged = () => unreadError('damaged', 'It is damaged: it cannot be unpacked.');
export const tooLarge = () => unreadError('too-large', 'It unpacks to more than is read of a file (64 MB).');
