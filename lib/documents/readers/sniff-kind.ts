import { saveAs } from '../save-as.ts';
import { openZip } from '../unpack/zip.ts';
import { unreadError } from '../unread.ts';
import { docx } from './docx.ts';
import { epub } from './epub.ts';
import { html } from './html.ts';
import { isWithoutEnding } from './index.ts';
import { openDocument } from './open-document.ts';
import { pdf } from './pdf.ts';
import { plainText } from './plain-text.ts';
import { pptx } from './pptx.ts';
import type { FileToRead, Reader } from './reader.ts';
import { rtf } from './rtf.ts';
import { xlsx } from './xlsx.ts';

/** What begins files that are no text, by their first bytes as latin1, and what people call them. */
const noText: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF....WEBP|^BM....\0\0|^II\*\0|^MM\0\*/s, 'a picture'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes
  [/^ID3[\x02-\x04]|^OggS|^fLaC|^RIFF....WAVE|^....ftyp|^\x1aE\xdf\xa3/s, 'sound or film'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes
  [/^\x1f\x8b|^BZh|^\xfd7zXZ|^7z\xbc\xaf|^Rar!|^\x28\xb5\x2f\xfd/s, 'a packed file'],
  [/^\x7fELF|^MZ.{0,60}\0|^\xca\xfe\xba\xbe|^\xcf\xfa\xed\xfe|^\0asm/s, 'a program'],
  [/^SQLite format 3\0/s, 'a database'],
];

/**
 * The reader for what a file's first bytes are: mostly the one that its name asks for, and no text reader for what is
 * no text. Throws `kind`.
 */
export function sniffKind(file: FileToRead, named: Reader | undefined): Reader | undefined {
  const start = file.part(0, 64).toString('latin1');
  const [, what] = noText.find(([magic]) => magic.test(start)) ?? [];
  if (what) throw unreadError('kind', `It is ${what}.`);
  if (start.startsWith('%PDF-')) return pdf;
  if (start.startsWith('PK\x03\x04')) return named && !named.isText ? named : packed(file);
  if (named) return named;
  // What no name tells, the first bytes do.
  if (start.startsWith('{\\rtf')) return rtf;
  const words = file.part(0, lookedAt).toString('latin1');
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b/i.test(words)) return html;
  return isWithoutEnding(file.path) && isTextual(words) ? plainText : undefined;
}

const lookedAt = 4096;

/** Programs write their data with bytes that no text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const isTextual = (latin1: string) => !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(latin1);

/** What a zip file with another ending is, by what it holds. */
function packed(file: FileToRead): Reader {
  const { names } = openZip(file);
  const [, kind] = kinds.find(([name]) => names.includes(name)) ?? [];
  if (!kind) {
    const form = saveAs(file.path);
    throw unreadError(
      'kind',
      form ? `Files of this kind cannot be read: save it as ${form}.` : 'It is a packed file.',
    );
  }
  return kind;
}

const kinds: readonly (readonly [string, Reader])[] = [
  ['word/document.xml', docx],
  ['xl/workbook.xml', xlsx],
  ['ppt/presentation.xml', pptx],
  ['META-INF/container.xml', epub],
  ['content.xml', openDocument],
];
