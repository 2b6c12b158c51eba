import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { createTextDecoder, hasZeros } from '#lib/fetch-url/decode-text.ts';
import type { DocumentFile } from './list-files.ts';
import { unreadError } from './unread.ts';

/** Bytes that are read at a time. */
const chunkBytes = 2 ** 20;
/** UTF-16 units of one part of a long text; the last may be longer. */
const partLength = 1_000_000;
export const longestPart = 1.5 * partLength;

/** The sha256 (hex) of a file, read in pieces. Throws `unreadError`. */
export async function hashFile(file: DocumentFile, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(file, signal)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * The text of a file in parts of some million characters, cut between paragraphs where there are any, a table (CSV)
 * between rows and each part under the first of them; the whole is never held. Throws `unreadError`: `encoding` where
 * its bytes are no text.
 */
export async function* readTextParts(
  file: DocumentFile,
  { signal, isTable = false }: { signal: AbortSignal; isTable?: boolean },
): AsyncGenerator<string> {
  const decode = await decoderFor(file, signal);
  let head: string | undefined;
  let text = '';
  const part = (end: number): string => {
    const given = text.slice(0, end);
    text = text.slice(end);
    if (!isTable) return given;
    const above = head ?? '';
    head ??= given.slice(0, endOfRow(given, { from: 0, to: mostHead }));
    return above + given;
  };
  for await (const chunk of readChunks(file, signal)) {
    text += decode(Buffer.from(chunk));
    while (text.length > longestPart) yield part(isTable ? cutRows(text) : cutAt(text));
  }
  text += decode(null);
  yield part(text.length);
}

/** All of it as UTF-8 where every byte is, else as what the first bytes that are not look like. */
async function decoderFor(
  file: DocumentFile,
  signal: AbortSignal,
): Promise<(piece: Buffer | null) => string> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of readChunks(file, signal)) {
    try {
      if (hasZeros(chunk)) throw new Error('No text in UTF-8 has zeros.');
      strict.decode(chunk, { stream: true });
    } catch {
      const decoder = createTextDecoder(Buffer.from(chunk));
      if (!decoder) throw unreadError('encoding', 'Its bytes are no text in any known encoding.');
      return decoder;
    }
  }
  const decoder = new TextDecoder('utf-8');
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
}

/** A head row that is longer is none. */
const mostHead = 20_000;

/** Behind the last row of a table that ends in time; quoted cells may hold line breaks. */
function cutRows(text: string): number {
  for (let end = 0, found = 0; ; found = end) {
    end = endOfRow(text, { from: found, to: partLength });
    if (end === 0) return found > partLength / 4 ? found : cutAt(text);
  }
}

/** Behind the line break that ends the row which begins at `from`; 0 where none does before `to`. */
function endOfRow(text: string, { from, to }: { from: number; to: number }): number {
  let isQuoted = false;
  for (let at = from; at < Math.min(to, text.length); at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) isQuoted = !isQuoted;
    else if (code === 10 && !isQuoted) return at + 1;
  }
  return 0;
}

/** Where a part ends: before a heading, else after an empty line, a line, or a character. */
function cutAt(text: string): number {
  const window = text.slice(partLength / 2, partLength);
  for (const mark of ['\n# ', '\n## ', '\n\n', '\n']) {
    const found = window.lastIndexOf(mark);
    if (found !== -1) return partLength / 2 + found + (mark.startsWith('\n#') ? 1 : mark.length);
  }
  return (text.charCodeAt(partLength - 1) & 0xfc00) === 0xd800 ? partLength - 1 : partLength;
}

/** Opens what was listed and nothing that has taken its place since. */
async function* readChunks(file: DocumentFile, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    if ((await realpath(file.path)) !== file.path)
      throw unreadError('link', 'Another file has taken its place.');
    handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) throw unreadError('kind', 'It is no file any more.');
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(chunkBytes) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw isOurs(cause) ? cause : unreadError('unreadable', 'It cannot be opened.');
  } finally {
    await handle?.close();
  }
}

const isOurs = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'unread' in thrown;
