import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
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
 * The text of a file in parts of some million characters, cut between paragraphs where there are any; the whole is never
 * held. Throws `unreadError`: `encoding` where it is not UTF-8.
 */
export async function* readTextParts(file: DocumentFile, signal: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw unreadError('encoding', 'Its bytes are no text in UTF-8.');
    }
  };
  let text = '';
  for await (const chunk of readChunks(file, signal)) {
    text += decode(chunk);
    while (text.length > longestPart) {
      const end = cutAt(text);
      yield text.slice(0, end);
      text = text.slice(end);
    }
  }
  yield text + decode();
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
