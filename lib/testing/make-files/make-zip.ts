import { crc32, deflateRawSync } from 'node:zlib';

type Entry = { name: string; bytes: Buffer; isStored: boolean; size: number; flags: number };

/** A zip file of these parts. `sizes` makes it lie about what a part unpacks to, `isLocked` says that they are encrypted. */
export function makeZip(
  parts: Record<string, string | Buffer>,
  { sizes = {}, isLocked = false }: { sizes?: Record<string, number>; isLocked?: boolean } = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, part] of Object.entries(parts)) {
    const bytes = Buffer.from(part as string);
    const entry = {
      name,
      bytes,
      isStored: name === 'mimetype',
      size: sizes[name] ?? bytes.length,
      flags: isLocked ? 1 : 0,
    };
    const packed = entry.isStored ? bytes : deflateRawSync(bytes);
    const local = Buffer.concat([head('PK\x03\x04', entry, packed.length), Buffer.from(name), packed]);
    directory.push(Buffer.concat([head('PK\x01\x02', entry, packed.length, at), Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, index, end]);
}

/** The head of a part before its bytes, or in the directory at the end (with `at`, where the part begins). */
function head(
  magic: string,
  { name, bytes, isStored, size, flags }: Entry,
  packed: number,
  at?: number,
): Buffer {
  const inDirectory = at !== undefined;
  const buffer = Buffer.alloc(inDirectory ? 46 : 30);
  const shift = inDirectory ? 2 : 0;
  buffer.write(magic, 'latin1');
  if (inDirectory) buffer.writeUInt16LE(20, 4);
  buffer.writeUInt16LE(20, 4 + shift);
  buffer.writeUInt16LE(0x0800 | flags, 6 + shift);
  buffer.writeUInt16LE(isStored ? 0 : 8, 8 + shift);
  buffer.writeUInt32LE(crc32(bytes), 14 + shift);
  buffer.writeUInt32LE(packed, 18 + shift);
  buffer.writeUInt32LE(size, 22 + shift);
  buffer.writeUInt16LE(Buffer.byteLength(name), 26 + shift);
  if (inDirectory) buffer.writeUInt32LE(at, 42);
  return buffer;
}
