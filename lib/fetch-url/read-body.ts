import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type AppError, isAppError } from '#lib/errors.ts';
import { failed } from './failures.ts';

export const acceptedEncodings = 'gzip, br';
const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads the body of an answer, unpacked, up to `maxBytes` both as it came and unpacked: beyond that the connection is
 * closed at once. Throws `source_failed` when it is too large, breaks off or cannot be unpacked.
 */
export async function readBody(
  response: IncomingMessage,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<Buffer> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = decoders[encoding];
  if (!unpack && encoding !== 'identity') throw failed('The page is packed in a way that is not understood.');
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const limited = (source: AsyncIterable<Buffer>) => limit(source, maxBytes);
  try {
    if (unpack) await pipeline(response, limited, unpack(), limited, collect, { signal });
    else await pipeline(response, limited, collect, { signal });
  } catch (thrown) {
    signal.throwIfAborted();
    if (isAppError(thrown)) throw thrown;
    throw failed('The answer broke off or could not be unpacked.', { cause: thrown });
  }
  return Buffer.concat(chunks);
}

async function* limit(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function tooLarge(maxBytes: number): AppError {
  const megabytes = maxBytes / 2 ** 20;
  return failed(
    `The page is larger than ${megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${maxBytes.toLocaleString('en')} bytes`}.`,
  );
}
