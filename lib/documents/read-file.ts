import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeBytes } from '#lib/fetch-url/decode-text.ts';
import type { CleanPage } from './clean-page.ts';
import { pageLinks } from './page-links.ts';
import { readerOf, readerOfMediaType } from './readers/index.ts';
import type { FileToRead, Reader } from './readers/reader.ts';
import { sniffKind } from './readers/sniff-kind.ts';
import { saveAs } from './save-as.ts';
import { gunzip, isGzip, unpackedName } from './unpack/gzip.ts';
import { tooMuch, type Unread, unreadError, unreadOf } from './unread.ts';

/**
 * What is to be read: a text by itself, a file of this machine, or bytes as base64 with what a server said that they
 * are. `path` names it: the ending says of what kind it is.
 */
export type GivenFile = { path: string; asText?: boolean } & (
  | { text: string }
  | { file: string; contentType?: string }
  | { base64: string; contentType: string }
);

/** Reads any file of a kind in `readers/` as the page that is stored and quoted, or says why it cannot be read. Never throws. */
export async function readFile(given: GivenFile): Promise<CleanPage | Unread> {
  let file: (FileToRead & { close?: () => void }) | undefined;
  try {
    file = unpacked(open(given));
    const reader = readerFor(file);
    if (given.asText && !reader.isText) return tooMuch;
    const page = withinLimit(await reader.read(file));
    if (!page.text.trim()) throw unreadError('empty', 'There is no text in it.');
    if (page.links || !reader.isText) return page;
    const links = pageLinks(file.text());
    return links.length > 0 ? { ...page, links } : page;
  } catch (thrown) {
    return unreadOf(thrown);
  } finally {
    file?.close?.();
  }
}

/** The reader for what the bytes are, else for what the server or the ending says. */
function readerFor(file: FileToRead): Reader {
  const [mediaType = ''] = file.contentType.split(';');
  const said = readerOfMediaType(mediaType.trim());
  // Servers call most text plain: then the name says more.
  const named = (said === readerOf('a.txt') ? undefined : said) ?? readerOf(file.path) ?? said;
  const reader = sniffKind(file, named);
  if (!reader) {
    const form = saveAs(file.path);
    throw unreadError('kind', `Files of this kind cannot be read${form ? `: save it as ${form}` : ''}.`);
  }
  return reader;
}

/** UTF-16 units of text that one document has at most. */
const mostText = 30_000_000;
/** And of its title, which is told with each part of it. */
const longestTitle = 1000;
function withinLimit(page: CleanPage): CleanPage {
  if (page.text.length <= mostText)
    return { ...page, title: page.title.slice(0, longestTitle).toWellFormed() };
  throw unreadError('too-large', 'It holds more text than is searched of a file.');
}

/** Text is kept in memory as a whole: of more than this, a page for people is none. */
const mostTextBytes = 64 * 2 ** 20;

function open(given: GivenFile): FileToRead & { close?: () => void } {
  const { path, asText = false } = given;
  if ('text' in given) {
    const { text } = given;
    const bytes = () => Buffer.from(text);
    return {
      path,
      asText,
      contentType: '',
      sizeBytes: text.length,
      part: (start, length) => bytes().subarray(start, start + length),
      text: () => text,
    };
  }
  if ('base64' in given) {
    const bytes = Buffer.from(given.base64, 'base64');
    return inBytes(
      { path, asText, contentType: given.contentType, sizeBytes: bytes.length },
      (start, length) => bytes.subarray(start, start + length),
    );
  }
  const handle = openFile(given.file);
  const { contentType = '' } = given;
  const file = inBytes({ path, asText, contentType, sizeBytes: fstatSync(handle).size }, (start, length) => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, file.sizeBytes - start)));
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, start));
  });
  return { ...file, close: () => closeSync(handle) };
}

/** A file that is packed by gzip, as what it holds. */
function unpacked<File extends FileToRead & { close?: () => void }>(file: File): File {
  if (!isGzip(file.part(0, 3))) return file;
  const bytes = gunzip(file.part(0, file.sizeBytes));
  const { asText } = file;
  const path = unpackedName(file.path);
  const inner = inBytes({ path, asText, contentType: '', sizeBytes: bytes.length }, (start, length) =>
    bytes.subarray(start, start + length),
  );
  return { ...file, ...inner };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw unreadError('unreadable', `It cannot be opened${code ? ` (${code})` : ''}.`);
  }
}

function inBytes(file: Omit<FileToRead, 'part' | 'text'>, part: FileToRead['part']): FileToRead {
  return {
    ...file,
    part,
    text() {
      if (file.sizeBytes > mostTextBytes) {
        throw unreadError('too-large', 'It holds more than 64 MB of text.');
      }
      const { contentType } = file;
      const hint = contentType || (/\.x?html?$/i.test(file.path) ? 'text/html' : '');
      const text = decodeBytes(part(0, file.sizeBytes), { contentType: hint });
      if (text === undefined) throw unreadError('encoding', 'Its bytes are no text in any known encoding.');
      return text;
    },
  };
}
