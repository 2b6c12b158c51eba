import { detectEncoding } from './detect-encoding.ts';

/**
 * Decodes a page: by its byte order mark, else the charset of the header, else what its first bytes declare (a `meta`
 * of HTML, the declaration of XML), else as UTF-8; where none of these fits, as what it looks like. JSON is UTF-8.
 * Bytes that are no text come back as windows-1252. Never throws, and adds no U+FFFD.
 */
export function decodeText(bytes: Buffer, { contentType }: { contentType: string }): string {
  return decodeBytes(bytes, { contentType }) ?? new TextDecoder('windows-1252').decode(bytes);
}

/** The same; undefined when the bytes look like no text in any encoding. */
export function decodeBytes(bytes: Buffer, { contentType = '' } = {}): string | undefined {
  const mark = markOf(bytes);
  if (mark) return decode(mark, bytes);
  if (!hasZeros(bytes)) {
    const label = charsetOf(contentType) ?? declaredCharset(bytes, contentType);
    const declared = label && decodeStrictly(label, bytes);
    if (declared !== undefined) return declared;
    // Japanese mail in seven bits is valid UTF-8 too.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes
    if (/\x1b\$[@B]/.test(bytes.subarray(0, 65_536).toString('latin1'))) return decode('iso-2022-jp', bytes);
    const utf8 = decodeStrictly('utf-8', bytes);
    if (utf8 !== undefined) return utf8;
    if (contentType.includes('json') || isMostlyUtf8(bytes)) return decodeMixed(bytes);
  }
  const detected = detectEncoding(bytes);
  return detected && decode(detected, bytes);
}

/**
 * Decodes a text piece by piece, as `decodeBytes` would by such a sample of it: the piece whose bytes are not those of
 * UTF-8, or its beginning. Undefined when that looks like no text. A piece that is null is the end.
 */
export function createTextDecoder(sample: Buffer): ((piece: Buffer | null) => string) | undefined {
  const isMixed = !hasZeros(sample) && isMostlyUtf8(sample);
  const label = markOf(sample) ?? (isMixed ? 'mixed' : detectEncoding(sample));
  if (!label) return undefined;
  if (label !== 'mixed' && label !== 'utf-8') {
    const decoder = new TextDecoder(label);
    return (piece) =>
      (piece ? decoder.decode(piece, { stream: true }) : decoder.decode()).replaceAll('\ufffd', '?');
  }
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    const bytes = piece ? Buffer.concat([rest, piece]) : rest;
    // Nothing that several bytes say together goes over the end of a line.
    const end = piece ? bytes.lastIndexOf(10) + 1 || bytes.length : bytes.length;
    rest = bytes.subarray(end);
    return decodeMixed(bytes.subarray(0, end));
  };
}

/** Whether bytes begin with some that no text has, but for one in 16 bits a sign. */
export const hasZeros = (bytes: Uint8Array): boolean => bytes.subarray(0, 65_536).includes(0);

function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
}

function declaredCharset(bytes: Buffer, contentType: string): string | undefined {
  const start = bytes.subarray(0, 2048).toString('latin1');
  const declared = contentType.includes('html')
    ? /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1]
    : /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)/.exec(start)?.[1];
  // Bytes that can be read as ASCII are not UTF-16, whatever they say.
  return declared && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

/** Undefined when a byte does not fit, or nobody knows the encoding. */
function decodeStrictly(label: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A byte that does not fit becomes a question mark, so that no sign stands in a quote that tells of our own trouble. */
function decode(label: string, bytes: Buffer): string {
  const strict = decodeStrictly(label, bytes);
  if (strict !== undefined) return strict;
  return label === 'utf-8'
    ? decodeMixed(bytes)
    : new TextDecoder(label).decode(bytes).replaceAll('\ufffd', '?');
}

const sequences =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|([\xc2-\xf4][\x80-\xbf]{0,2}$)|([\x80-\xff])/g;

function isMostlyUtf8(bytes: Buffer): boolean {
  let valid = 0;
  let invalid = 0;
  for (const match of bytes.subarray(0, 1_000_000).toString('latin1').matchAll(sequences)) {
    if (match[2] !== undefined) invalid += 1;
    else if (match[1] === undefined) valid += 1;
  }
  return valid > invalid;
}

/** UTF-8 in which some bytes stand in windows-1252; a sequence that the end cuts off goes. */
function decodeMixed(bytes: Buffer): string {
  const windows = new TextDecoder('windows-1252');
  return bytes
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(sequences, (sequence, cut?: string, stray?: string) => {
      if (cut !== undefined) return '';
      return stray === undefined
        ? Buffer.from(sequence, 'latin1').toString('utf8')
        : windows.decode(Buffer.from(stray, 'latin1'));
    });
}
