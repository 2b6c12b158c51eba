import { decodeText } from '#lib/fetch-url/decode-text.ts';
import type { AboutPage } from '../about-page.ts';
import { htmlBlocks } from '../html-blocks.ts';
import type { FileToRead } from '../readers/reader.ts';
import { dayOf } from '../unpack/office.ts';
import { allXml, findXml, parseXml, wordsOfXml, type Xml } from '../unpack/xml.ts';
import { openZip, type Zip } from '../unpack/zip.ts';
import { unreadError } from '../unread.ts';
import type { PageBlock } from '../write-blocks.ts';

/** A book's chapters in their order, its title and who wrote it. Throws `protected` where a right is needed to read it. */
export function readBook(file: FileToRead): { title: string; about: AboutPage; blocks: PageBlock[] } {
  const zip = openZip(file);
  const main = findXml(xmlOf(zip, 'META-INF/container.xml'), 'rootfile')?.attributes['full-path'];
  const book = main ? xmlOf(zip, main) : undefined;
  if (!main || !book) throw unreadError('damaged', 'It is damaged: it does not say what its chapters are.');
  const names = chaptersOf(book, main);
  refuseProtected(zip, names);
  const find = (name: string) => wordsOfXml(findXml(findXml(book, 'metadata'), name)).trim();
  return {
    title: find('title'),
    about: { author: find('creator'), published: dayOf(find('date')), language: find('language') },
    blocks: names.flatMap((name) => {
      const bytes = zip.read(name);
      if (!bytes) return [];
      const page = decodeText(bytes, { contentType: 'application/xhtml+xml' });
      return htmlBlocks(/<body\b[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(page)?.[1] ?? page);
    }),
  };
}

function xmlOf(zip: Zip, name: string): Xml | undefined {
  const bytes = zip.read(name);
  return bytes && parseXml(bytes);
}

function chaptersOf(book: Xml, main: string): string[] {
  const items = new Map(
    [...allXml(book, 'item')].map(({ attributes }) => [attributes.id, attributes.href ?? '']),
  );
  return [...allXml(book, 'itemref')].flatMap(({ attributes }) => {
    const href = items.get(attributes.idref);
    return href ? [decodeURIComponent(new URL(href, `file:///${main}`).pathname.slice(1))] : [];
  });
}

/** Fonts may be scrambled; a book whose chapters are cannot be read. */
function refuseProtected(zip: Zip, chapters: readonly string[]): void {
  const encryption = xmlOf(zip, 'META-INF/encryption.xml');
  const scrambled = [...(encryption ? allXml(encryption, 'CipherReference') : [])].map(
    ({ attributes }) => attributes.URI,
  );
  if (chapters.some((name) => scrambled.includes(name))) {
    throw unreadError('protected', 'It is protected: only the program that it was bought for opens it.');
  }
}
