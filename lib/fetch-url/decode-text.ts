const fallback = 'windows-1252';

/**
 * Decodes a page: by its byte order mark, else the charset of the header, else what its first bytes declare (a `meta`
 * of HTML, the declaration of XML), else as UTF-8, and where that does not fit as windows-1252. Never throws.
 */
export function decodeText(bytes: Buffer, { contentType }: { contentType: string }): string {
  const label = markOf(bytes) ?? charsetOf(contentType) ?? declaredCharset(bytes, contentType);
  if (label) return decoderFor(label).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(contentType.includes('json') ? 'utf-8' : fallback).decode(bytes);
  }
}

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

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
