import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import Busboy from '@fastify/busboy';
import { AppError, isAppError } from '#lib/errors.ts';

export type ReceivedFile = { name: string; sizeBytes: number; sha256: string };

/** What a multipart body has beside its file: boundaries, heads of its parts. */
const formBytes = 64 * 1024;

/**
 * Streams the one file of a multipart body to `place`; answers its name as it was sent and its sha256 (hex). What is
 * refused is refused as early as it is known: the size that the head tells, the name (by `check`, which throws) before
 * any of the content, the content as soon as it is too much. Whatever goes wrong, nothing is left at `place`. Throws
 * `unsupported_media_type`, `body_too_large`, `invalid_request`, `storage_full`.
 */
export async function receiveFile(
  request: Request,
  {
    place,
    maxBytes,
    check,
    tooLarge,
  }: { place: string; maxBytes: number; check: (name: string) => void; tooLarge: string },
): Promise<ReceivedFile> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(type))
    throw new AppError(
      'unsupported_media_type',
      'Send the file as multipart/form-data, in a part of its own.',
    );
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes + formBytes)
    throw new AppError('body_too_large', tooLarge);
  if (!request.body) throw new AppError('invalid_request', 'There is no file in the body.');
  const ending = new AbortController();
  let writing: Promise<ReceivedFile> | undefined;
  const body = Readable.fromWeb(request.body as WebStream<Uint8Array>);
  try {
    const parser = new Busboy({
      headers: { 'content-type': type },
      preservePath: true,
      limits: { files: 1, fileSize: maxBytes, fields: 20, fieldSize: 1024, headerPairs: 50 },
    });
    const begun = Promise.withResolvers<void>();
    parser.on('file', (_field, content, sentName) => {
      const name = typeof sentName === 'string' ? unescapeName(sentName) : undefined;
      if (name === undefined) {
        content.resume();
        return begun.reject(new AppError('invalid_request', 'The file has no name.'));
      }
      try {
        check(name);
      } catch (error) {
        content.resume();
        return begun.reject(error);
      }
      writing = write(content, { name, place, tooLarge, signal: ending.signal });
      writing.catch(begun.reject);
    });
    parser.on('filesLimit', () => begun.reject(new AppError('invalid_request', 'Send one file a request.')));
    const parsed = pipeline(body, parser, { signal: ending.signal }).then(() => {
      if (!writing) throw new AppError('invalid_request', 'There is no file in the body.');
    });
    await Promise.race([parsed, begun.promise]);
    return await (writing as unknown as Promise<ReceivedFile>);
  } catch (cause) {
    ending.abort();
    body.destroy();
    await writing?.catch(() => {});
    await rm(place, { force: true });
    throw asRefusal(cause);
  }
}

async function write(
  content: Readable & { truncated?: boolean },
  { name, place, tooLarge, signal }: { name: string; place: string; tooLarge: string; signal: AbortSignal },
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* measure(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
    if (content.truncated) throw new AppError('body_too_large', tooLarge);
  }
  await pipeline(content, measure, createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true }), {
    signal,
  });
  return { name, sizeBytes, sha256: hash.digest('hex') };
}

/** Browsers write quotation marks and line ends in names so, and nothing else. */
const unescapeName = (name: string): string => name.replaceAll('%22', '"').replace(/%0[ad]/gi, ' ');

function asRefusal(cause: unknown): AppError {
  if (isAppError(cause)) return cause;
  if (['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? ''))
    return new AppError('storage_full', undefined, { cause });
  // Without its cause: a client that left is no fault of ours to look into.
  return new AppError('invalid_request', 'The upload broke off, or is no multipart/form-data.');
}
