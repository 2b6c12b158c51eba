import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentFolder } from '#lib/documents/document-folders.ts';
import { documentUrl, pathOfDocument } from '#lib/documents/document-url.ts';
import { AppError } from '#lib/errors.ts';
import { fetchBytes } from '#lib/fetch-url/fetch-url.ts';

/** Where a picture lies that a job names; `url` names it within all sources, `file` is undefined where there is none. */
export type PicturePlace = { url: string; file?: string | undefined };
export type Picture = { type: PictureType; bytes: Buffer };

const maxBytes = 5 * 2 ** 20;
const isAddress = (image: string) => /^https?:\/\//i.test(image);

/** What people call a picture that a job names by a path or an address. */
export function namePicture(image: string): string {
  const url = URL.parse(image);
  const inPath = (isAddress(image) ? url?.pathname : (pathOfDocument(image) ?? image)) ?? image;
  return inPath.split('/').findLast(Boolean) ?? url?.host ?? image;
}

/**
 * Finds a picture that a job names: an http(s) address, or a file below one of the folders by its path in it or by its
 * `doc://` address. Links that lead out, hidden and installed files are not found.
 */
export async function locatePicture(
  image: string,
  folders: readonly DocumentFolder[],
): Promise<PicturePlace> {
  if (isAddress(image)) return { url: URL.parse(image)?.href ?? image };
  for (const folder of folders) {
    const below = pathBelow(image, folder);
    const file = below && (await realpath(path.join(folder.path, below)).catch(() => undefined));
    if (!file) continue;
    const inside = path.relative(folder.path, file).split(path.sep);
    const isShown = inside.every((part) => part && !part.startsWith('.') && part !== 'node_modules');
    if (isShown && !path.isAbsolute(path.relative(folder.path, file)))
      return { url: documentUrl([folder.name, ...inside].join('/')), file };
  }
  return {
    url: image.startsWith('doc://') ? image : documentUrl(`${folders[0]?.name ?? 'documents'}/${image}`),
  };
}

/** The path below a folder that is meant by a plain path or by `doc://<folder>/<path>`. */
function pathBelow(image: string, { name }: DocumentFolder): string | undefined {
  if (!image.startsWith('doc://')) return image;
  const named = pathOfDocument(image);
  return named?.startsWith(`${name}/`) ? named.slice(name.length + 1) : undefined;
}

/**
 * Reads a picture of at most 5 MB, PNG or JPEG by its first bytes; an address only where it is public. Throws
 * `source_failed` with the reason. `fetch` is how addresses are read.
 */
export async function readPicture(
  place: PicturePlace,
  { signal, fetch = fetchBytes }: { signal: AbortSignal; fetch?: typeof fetchBytes },
): Promise<Picture> {
  const bytes = isAddress(place.url)
    ? (await fetch(place.url, { signal, accept: ['image/png', 'image/jpeg'], maxBytes })).body
    : await readFile(place.file, signal);
  const type = pictureType(bytes);
  if (!type) throw new AppError('source_failed', 'This is neither a PNG nor a JPEG picture.');
  return { type, bytes };
}

async function readFile(file: string | undefined, signal: AbortSignal): Promise<Buffer> {
  const notThere = (cause?: unknown) =>
    new AppError('source_failed', 'There is no such picture in the documents folder.', { cause });
  if (!file) throw notThere();
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((cause) => {
    throw notThere(cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw notThere();
    if (stat.size > maxBytes) throw new AppError('source_failed', 'The picture is larger than 5 MB.');
    return await handle.readFile({ signal });
  } finally {
    await handle.close();
  }
}

/** What a picture can be: what the vision server knows by the file's ending. */
type PictureType = 'png' | 'jpg';

/** Tells a PNG or JPEG by its first bytes, whatever it is called; undefined for everything else. */
function pictureType(bytes: Buffer): PictureType | undefined {
  if (bytes.subarray(0, 8).equals(pngSignature)) return 'png';
  if (bytes.subarray(0, 3).equals(jpegStart)) return 'jpg';
  return undefined;
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');
const jpegStart = Buffer.from('ffd8ff', 'hex');
